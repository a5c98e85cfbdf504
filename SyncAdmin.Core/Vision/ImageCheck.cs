using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vision.Checks;

namespace SyncAdmin.Core.Vision;

/// <summary>
/// Decides by content, never by name, whether an upload is a picture that we take in. It walks the file's structure from header to end marker and
/// never decodes a pixel: decoders are where pictures attack. What passes is one whole still picture and nothing else beside it.
/// </summary>
public static class ImageCheck
{
    /// <summary>Bytes: 10 MB.</summary>
    public const int LargestFile = 10 << 20;

    /// <summary>Pixels of a side, by the header.</summary>
    public const int LongestSide = 8192;

    /// <summary>Pixels in all, by the header: a small file may unpack to gigabytes.</summary>
    public const long MostPixels = 40_000_000;

    /// <summary>The picture, or why it is refused: SYNC-8050 to SYNC-8054.</summary>
    public static Outcome<CheckedImage> Check(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > LargestFile)
        {
            return TooLarge();
        }

        var span = bytes.Span;
        if (FileKind.FormatOf(span) is not { } format)
        {
            return new Problem(ErrorCatalog.UploadNotAPicture, $"The file is {FileKind.NameOf(span)}.");
        }

        var verdict = format switch
        {
            ImageFormat.Jpeg => JpegStructure.Read(span),
            ImageFormat.Png => PngStructure.Read(span),
            _ => WebPStructure.Read(span),
        };
        return verdict.Fault is ImageFault.None
            ? Disguise(span) ?? Dimensions(verdict) ?? (Outcome<CheckedImage>)new CheckedImage(bytes, format, verdict.Width, verdict.Height)
            : new Problem(verdict.Fault is ImageFault.HidesData ? ErrorCatalog.PictureHidesData : ErrorCatalog.PictureDamaged, $"In this {FileKind.NameOf(span)}, {verdict.Reason}.");
    }

    /// <summary>Why a file beyond the size is refused; for callers that stop reading before its end.</summary>
    public static Problem TooLarge() => new(ErrorCatalog.PictureTooLarge, $"The file has more than {LargestFile >> 20} MB.");

    private static Problem? Disguise(ReadOnlySpan<byte> bytes) => Disguises.OfWhole(bytes) is { } disguise
        ? new Problem(ErrorCatalog.PictureHidesData, $"The picture is at the same time {disguise}.")
        : null;

    private static Problem? Dimensions(ImageVerdict picture) =>
        picture.Width is < 1 or > LongestSide || picture.Height is < 1 or > LongestSide || (long)picture.Width * picture.Height > MostPixels
            ? new Problem(ErrorCatalog.PictureDimensions, $"The header says {picture.Width} × {picture.Height} pixels; taken are 1 to {LongestSide} a side and at most {MostPixels / 1_000_000} megapixels.")
            : null;
}
