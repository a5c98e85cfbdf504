using Microsoft.Extensions.Options;
using SyncAdmin.Core.Models.OpenAi;

namespace SyncAdmin.Core.Embeddings;

/// <summary>Checks the provider's name and, since only the chosen provider's settings matter, those too.</summary>
internal sealed class EmbeddingsOptionsValidator(IOptionsMonitor<OpenAiOptions> openAi) : IValidateOptions<EmbeddingsOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingsOptions options)
    {
        switch (options.Provider)
        {
            case EmbeddingsServiceCollectionExtensions.LocalProvider:
                return ValidateOptionsResult.Success;
            case OpenAiModel.Provider:
                try
                {
                    _ = openAi.CurrentValue;
                    return ValidateOptionsResult.Success;
                }
                catch (OptionsValidationException exception)
                {
                    return ValidateOptionsResult.Fail(exception.Failures);
                }

            default:
                return ValidateOptionsResult.Fail(
                    $"{EmbeddingsOptions.Section}:{nameof(options.Provider)} is '{options.Provider}': set it to 'local' (built in) or 'openai' (any OpenAI-compatible server, see {OpenAiOptions.Section}).");
        }
    }
}
