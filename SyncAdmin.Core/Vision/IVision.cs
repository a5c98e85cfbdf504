using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vision;

/// <summary>Turns a picture into text, by the provider that <c>Vision:Provider</c> names.</summary>
public interface IVision
{
    /// <summary><c>none</c>, <c>tesseract</c>, <c>gemini</c> or <c>openai</c>.</summary>
    string Provider { get; }

    /// <summary>False when no provider is configured: then every picture is answered with SYNC-3050, which says what to set.</summary>
    bool IsConfigured => Provider != VisionOptions.None;

    /// <summary>What keeps every picture from being read, as far as it can be told without one and without a paid call; null: nothing.</summary>
    Task<Problem?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<Problem?>(null);

    /// <summary>What is in the picture; a picture in which nothing was found is no failure. Problems: SYNC-3050 to SYNC-3058, and those of the model's server.</summary>
    Task<Outcome<ImageUnderstanding>> UnderstandAsync(CheckedImage image, CancellationToken cancellationToken);
}
