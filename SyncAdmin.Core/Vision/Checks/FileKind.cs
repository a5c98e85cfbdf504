namespace SyncAdmin.Core.Vision.Checks;

/// <summary>What a file is by its first bytes: one of ours, or a name for the refusal.</summary>
internal static class FileKind
{
    private const int FirstBytes = 1024;

    internal static ImageFormat? FormatOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        _ => null,
    };

    internal static string NameOf(ReadOnlySpan<byte> bytes) => FormatOf(bytes) switch
    {
        ImageFormat.Jpeg => "JPEG",
        ImageFormat.Png => "PNG",
        ImageFormat.WebP => "WebP",
        _ => Foreign(bytes),
    };

    private static string Foreign(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, FirstBytes)];
        return bytes switch
        {
            [] => "empty",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a GIF",
            [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => "a ZIP archive",
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "a TIFF",
            [(byte)'B', (byte)'M', ..] => "a BMP",
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => IsoMedia(bytes[8..]),
            _ when head.IndexOf("%PDF-"u8) >= 0 => "a PDF",
            _ when Disguises.InText(head) is { } markup => markup,
            _ => "of no kind that is known here",
        };
    }

    private static string IsoMedia(ReadOnlySpan<byte> brand) => brand switch
    {
        [(byte)'h', (byte)'e', ..] or [(byte)'m', (byte)'i', (byte)'f', ..] or [(byte)'m', (byte)'s', (byte)'f', ..] => "a HEIC, which few programs outside phones read",
        [(byte)'a', (byte)'v', (byte)'i', ..] => "an AVIF",
        _ => "a video",
    };
}
