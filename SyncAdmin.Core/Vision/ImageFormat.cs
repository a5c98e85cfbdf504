namespace SyncAdmin.Core.Vision;

/// <summary>The kinds of picture that are taken in.</summary>
public enum ImageFormat
{
    /// <summary>Baseline, extended or progressive JPEG of 8 bits.</summary>
    Jpeg,

    /// <summary>A still PNG.</summary>
    Png,

    /// <summary>A still WebP, lossy or lossless.</summary>
    WebP,
}
