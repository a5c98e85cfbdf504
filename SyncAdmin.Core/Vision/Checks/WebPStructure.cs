using System.Buffers.Binary;

namespace SyncAdmin.Core.Vision.Checks;

/// <summary>Walks the chunks of a WebP (RFC 9649): VP8 (lossy), VP8L (lossless), or VP8X with one of them and metadata.</summary>
internal static class WebPStructure
{
    private const int FileHeader = 12;
    private const int ChunkHeader = 8;
    private const int ExtendedLength = 10;
    private const byte AnimationFlag = 0x02;

    internal static ImageVerdict Read(ReadOnlySpan<byte> bytes)
    {
        var said = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L;
        if (said > bytes.Length)
        {
            return ImageVerdict.CutOff;
        }

        if (said < bytes.Length)
        {
            return ImageVerdict.Trailing((int)(bytes.Length - said));
        }

        ImageVerdict? canvas = null;
        ImageVerdict? picture = null;
        for (var at = FileHeader; at < bytes.Length;)
        {
            if (!TryChunk(bytes, ref at, out var name, out var data))
            {
                return ImageVerdict.CutOff;
            }

            var isFirst = canvas is null && picture is null;
            if (Chunk(name, data, isFirst, ref canvas, ref picture) is { } refusal)
            {
                return refusal;
            }

            if (canvas is null && at < bytes.Length)
            {
                return ImageVerdict.Hides("something follows the pixels");
            }
        }

        return picture is not { } found ? ImageVerdict.Damaged("there are no pixels")
            : canvas is { } frame && frame != found ? ImageVerdict.Damaged("the pixels are of another size than the header says")
            : found;
    }

    private static bool TryChunk(ReadOnlySpan<byte> bytes, ref int at, out string name, out ReadOnlySpan<byte> data)
    {
        name = "";
        data = default;
        if (bytes.Length - at < ChunkHeader)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
        var padded = length + (length & 1L);
        if (padded > bytes.Length - at - ChunkHeader)
        {
            return false;
        }

        name = System.Text.Encoding.Latin1.GetString(bytes.Slice(at, 4));
        data = bytes.Slice(at + ChunkHeader, (int)length);
        at += ChunkHeader + (int)padded;
        return true;
    }

    private static ImageVerdict? Chunk(string name, ReadOnlySpan<byte> data, bool isFirst, ref ImageVerdict? canvas, ref ImageVerdict? picture)
    {
        switch (name)
        {
            case "VP8X" when isFirst && data.Length >= ExtendedLength:
                if ((data[0] & AnimationFlag) != 0)
                {
                    return ImageVerdict.Damaged("the picture moves; taken are still ones");
                }

                canvas = ImageVerdict.Of(1 + (int)(BinaryPrimitives.ReadUInt32LittleEndian(data[3..]) >> 8), 1 + (int)(BinaryPrimitives.ReadUInt32LittleEndian(data[6..]) >> 8));
                return null;
            case "VP8 " or "VP8L" when picture is null:
                picture = name == "VP8 " ? Lossy(data) : Lossless(data);
                return picture.Value.Fault is ImageFault.None ? null : picture;
            case "VP8 " or "VP8L" or "VP8X" or "ANIM" or "ANMF":
                return ImageVerdict.Damaged($"chunk {name.TrimEnd()} has no place there");
            default:
                return isFirst ? ImageVerdict.Damaged("the first chunk holds no picture")
                    : Disguises.InText(data) is { } disguise ? ImageVerdict.Disguised("metadata", disguise)
                    : null;
        }
    }

    /// <summary>A key frame's header: RFC 6386, section 9.1.</summary>
    private static ImageVerdict Lossy(ReadOnlySpan<byte> data)
    {
        if (data.Length < ExtendedLength || (data[0] & 1) != 0 || !data[3..6].SequenceEqual<byte>([0x9D, 0x01, 0x2A]))
        {
            return ImageVerdict.Damaged("the header of the pixels is broken");
        }

        var firstPartition = (data[0] | (data[1] << 8) | (data[2] << 16)) >> 5;
        return firstPartition > data.Length - ExtendedLength
            ? ImageVerdict.CutOff
            : ImageVerdict.Of(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
    }

    /// <summary>Signature, 14 bits of width less one, 14 of height less one, a flag, 3 of version: RFC 9649, section 3.4.</summary>
    private static ImageVerdict Lossless(ReadOnlySpan<byte> data)
    {
        if (data.Length < 5 || data[0] != 0x2F)
        {
            return ImageVerdict.Damaged("the header of the pixels is broken");
        }

        var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return bits >> 29 == 0
            ? ImageVerdict.Of(1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF))
            : ImageVerdict.Damaged("the pixels are packed in an unknown version");
    }
}
