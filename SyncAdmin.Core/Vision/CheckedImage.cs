namespace SyncAdmin.Core.Vision;

/// <summary>An upload that <see cref="ImageCheck"/> has let pass; there is no other way to get one, so nothing unchecked reaches a model or a tool.</summary>
public sealed class CheckedImage
{
    internal CheckedImage(ReadOnlyMemory<byte> bytes, ImageFormat format, int width, int height) =>
        (Bytes, Format, Width, Height) = (bytes, format, width, height);

    /// <summary>The file as it came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What it is, by content.</summary>
    public ImageFormat Format { get; }

    /// <summary>Pixels, by the header.</summary>
    public int Width { get; }

    /// <summary>Pixels, by the header.</summary>
    public int Height { get; }

    /// <summary>For example <c>image/png</c>.</summary>
    public string MediaType => Format switch
    {
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Png => "image/png",
        _ => "image/webp",
    };
}
