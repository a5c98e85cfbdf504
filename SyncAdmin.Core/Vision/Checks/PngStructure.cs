using System.Buffers.Binary;

namespace SyncAdmin.Core.Vision.Checks;

/// <summary>Walks the chunks of a PNG (W3C PNG specification, third edition, section 5) from IHDR to IEND and checks each one's CRC.</summary>
internal static class PngStructure
{
    private const int Signature = 8;

    // Length, type and CRC.
    private const int Frame = 12;
    private const int HeaderLength = 13;

    internal static ImageVerdict Read(ReadOnlySpan<byte> bytes)
    {
        var at = Signature;
        ImageVerdict? header = null;
        var (hasPixels, hasPalette) = (false, false);
        while (true)
        {
            if (bytes.Length - at < Frame)
            {
                return ImageVerdict.CutOff;
            }

            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - Frame)
            {
                return ImageVerdict.CutOff;
            }

            var type = bytes.Slice(at + 4, 4);
            var data = bytes.Slice(at + 8, (int)length);
            if (Refuse(type, data, bytes.Slice(at + 4, (int)length + 4), BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 8 + (int)length)..])) is { } refusal)
            {
                return refusal;
            }

            at += Frame + (int)length;
            if (header is null)
            {
                header = type.SequenceEqual("IHDR"u8) ? Header(data) : ImageVerdict.Damaged("the first chunk is not the header");
                if (header.Value.Fault is not ImageFault.None)
                {
                    return header.Value;
                }
            }
            else if (type.SequenceEqual("IHDR"u8))
            {
                return ImageVerdict.Damaged("there are two headers");
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                if (NeedsPalette(bytes) && !hasPalette)
                {
                    return ImageVerdict.Damaged("the palette is missing");
                }

                hasPixels = true;
            }
            else if (type.SequenceEqual("PLTE"u8))
            {
                hasPalette = true;
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                return !hasPixels || length > 0 ? ImageVerdict.Damaged("there are no pixels, or the end is broken")
                    : at < bytes.Length ? ImageVerdict.Trailing(bytes.Length - at)
                    : header.Value;
            }
        }
    }

    private static ImageVerdict? Refuse(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, ReadOnlySpan<byte> sealedPart, uint seal)
    {
        foreach (var letter in type)
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                return ImageVerdict.Damaged("a chunk has no proper name");
            }
        }

        var name = System.Text.Encoding.ASCII.GetString(type);
        if (Crc32.Of(sealedPart) != seal)
        {
            return ImageVerdict.Damaged($"the checksum of chunk {name} is wrong");
        }

        // A capital first letter: nobody may skip the chunk.
        var isCritical = char.IsAsciiLetterUpper(name[0]);
        if (isCritical && name is not ("IHDR" or "PLTE" or "IDAT" or "IEND"))
        {
            return ImageVerdict.Damaged($"chunk {name} is unknown");
        }

        return name == "acTL" ? ImageVerdict.Damaged("the picture moves; taken are still ones")
            : !isCritical && Disguises.InText(data) is { } disguise ? ImageVerdict.Disguised($"chunk {name}", disguise)
            : null;
    }

    private static ImageVerdict Header(ReadOnlySpan<byte> data)
    {
        if (data.Length != HeaderLength || !IsKnown(data[8], data[9]) || data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            return ImageVerdict.Damaged("the header is broken");
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        return width > int.MaxValue || height > int.MaxValue ? ImageVerdict.Damaged("the header is broken") : ImageVerdict.Of((int)width, (int)height);
    }

    /// <summary>Bits of a sample and kind of colour that go together: grey, RGB, palette, grey or RGB with transparency.</summary>
    private static bool IsKnown(byte bits, byte colour) => colour switch
    {
        0 => bits is 1 or 2 or 4 or 8 or 16,
        3 => bits is 1 or 2 or 4 or 8,
        2 or 4 or 6 => bits is 8 or 16,
        _ => false,
    };

    private static bool NeedsPalette(ReadOnlySpan<byte> bytes) => bytes[Signature + 8 + 9] == 3;
}
