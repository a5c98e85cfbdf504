using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vision;

/// <summary>Says what to configure.</summary>
internal sealed class NoVision : IVision
{
    public string Provider => VisionOptions.None;

    public Task<Outcome<ImageUnderstanding>> UnderstandAsync(CheckedImage image, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<ImageUnderstanding>>(new Problem(ErrorCatalog.VisionNotConfigured, $"{VisionOptions.Section}:{nameof(VisionOptions.Provider)} is '{Provider}': pictures can't be read."));
}
