using Microsoft.Extensions.Options;
using SyncAdmin.Core.Models.Gemini;
using SyncAdmin.Core.Models.OpenAi;
using SyncAdmin.Core.Vision.Tesseract;

namespace SyncAdmin.Core.Vision;

/// <summary>Checks the provider's name and, since only the chosen provider's settings matter, those too.</summary>
internal sealed class VisionOptionsValidator(IOptionsMonitor<TesseractOptions> tesseract, IOptionsMonitor<GeminiOptions> gemini, IOptionsMonitor<OpenAiOptions> openAi)
    : IValidateOptions<VisionOptions>
{
    public ValidateOptionsResult Validate(string? name, VisionOptions options)
    {
        try
        {
            return options.Provider switch
            {
                VisionOptions.None => ValidateOptionsResult.Success,
                TesseractVision.Name => Read(tesseract.CurrentValue),
                GeminiModel.Provider => Read(gemini.CurrentValue),
                OpenAiModel.Provider when string.IsNullOrWhiteSpace(openAi.CurrentValue.VisionModel) =>
                    ValidateOptionsResult.Fail($"{OpenAiOptions.Section}:{nameof(OpenAiOptions.VisionModel)} is empty: set it to a model of that server that sees pictures."),
                OpenAiModel.Provider => ValidateOptionsResult.Success,
                _ => ValidateOptionsResult.Fail($"{VisionOptions.Section}:{nameof(options.Provider)} is '{options.Provider}': set it to 'none', 'tesseract', 'gemini' or 'openai'."),
            };
        }
        catch (OptionsValidationException exception)
        {
            return ValidateOptionsResult.Fail(exception.Failures);
        }
    }

    /// <summary>Reading them was the check.</summary>
    private static ValidateOptionsResult Read(object settings) => settings is null ? ValidateOptionsResult.Skip : ValidateOptionsResult.Success;
}
