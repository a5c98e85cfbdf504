using Microsoft.Extensions.Options;
using SyncAdmin.Core.Models.Gemini;
using SyncAdmin.Core.Models.OpenAi;

namespace SyncAdmin.Core.Embeddings;

/// <summary>Checks the provider's name and, since only the chosen provider's settings matter, those too.</summary>
internal sealed class EmbeddingsOptionsValidator(IOptionsMonitor<OpenAiOptions> openAi, IOptionsMonitor<GeminiOptions> gemini) : IValidateOptions<EmbeddingsOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingsOptions options) => options.Provider switch
    {
        EmbeddingsServiceCollectionExtensions.LocalProvider => ValidateOptionsResult.Success,
        OpenAiModel.Provider => Settings(openAi),
        GeminiModel.Provider => Settings(gemini),
        _ => ValidateOptionsResult.Fail(
            $"{EmbeddingsOptions.Section}:{nameof(options.Provider)} is '{options.Provider}': set it to 'local' (built in), 'gemini' (see {GeminiOptions.Section}) or 'openai' (any OpenAI-compatible server, see {OpenAiOptions.Section})."),
    };

    private static ValidateOptionsResult Settings<T>(IOptionsMonitor<T> options)
    {
        try
        {
            _ = options.CurrentValue;
            return ValidateOptionsResult.Success;
        }
        catch (OptionsValidationException exception)
        {
            return ValidateOptionsResult.Fail(exception.Failures);
        }
    }
}
