using System.Buffers.Binary;

namespace SyncAdmin.Core.Vision.Checks;

/// <summary>Walks the segments of a JPEG (ITU-T T.81, annex B) to its end marker.</summary>
internal static class JpegStructure
{
    private const byte StartOfFrame = 0xC0;
    private const byte HuffmanTables = 0xC4;
    private const byte Extension = 0xC8;
    private const byte ArithmeticTables = 0xCC;
    private const byte LastStartOfFrame = 0xCF;
    private const byte FirstRestart = 0xD0;
    private const byte LastRestart = 0xD7;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const int FrameHeader = 6;

    internal static ImageVerdict Read(ReadOnlySpan<byte> bytes)
    {
        var (at, scans) = (2, 0);
        ImageVerdict? frame = null;
        while (true)
        {
            var marker = Marker(bytes, ref at);
            if (marker is EndOfImage)
            {
                return at < bytes.Length ? ImageVerdict.Trailing(bytes.Length - at)
                    : frame is null || scans == 0 ? ImageVerdict.Damaged("there is no picture between start and end")
                    : frame.Value;
            }

            if (marker is null)
            {
                return at >= bytes.Length ? ImageVerdict.CutOff : ImageVerdict.Damaged($"byte {at} should begin a segment and does not");
            }

            if (marker is < StartOfFrame or StartOfImage or (>= FirstRestart and <= LastRestart))
            {
                return ImageVerdict.Damaged($"marker {marker:X2} at byte {at - 1} has no place there");
            }

            if (!TrySegment(bytes, ref at, out var segment))
            {
                return ImageVerdict.CutOff;
            }

            if (IsFrame(marker.Value))
            {
                frame = frame is null ? Frame(marker.Value, segment) : ImageVerdict.Damaged("there are two pictures in one");
                if (frame.Value.Fault is not ImageFault.None)
                {
                    return frame.Value;
                }
            }
            else if (marker is StartOfScan)
            {
                if (frame is null)
                {
                    return ImageVerdict.Damaged("pixels come before their header");
                }

                scans++;
                at = EndOfScan(bytes, at);
            }
            else if (Disguises.InText(segment) is { } disguise)
            {
                return ImageVerdict.Disguised($"segment {marker:X2}", disguise);
            }
        }
    }

    /// <summary>The next marker, with <paramref name="at"/> behind it; any number of FF may stand before. Null: there is none here.</summary>
    private static byte? Marker(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (at >= bytes.Length || bytes[at] != 0xFF)
        {
            return null;
        }

        var fill = bytes[at..].IndexOfAnyExcept((byte)0xFF);
        if (fill < 0)
        {
            at = bytes.Length;
            return null;
        }

        at += fill + 1;
        return bytes[at - 1];
    }

    private static bool TrySegment(ReadOnlySpan<byte> bytes, ref int at, out ReadOnlySpan<byte> segment)
    {
        segment = default;
        if (at + 2 > bytes.Length)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]); // Its own two bytes are counted.
        if (length < 2 || at + length > bytes.Length)
        {
            return false;
        }

        segment = bytes[(at + 2)..(at + length)];
        at += length;
        return true;
    }

    private static bool IsFrame(byte marker) =>
        marker is >= StartOfFrame and <= LastStartOfFrame and not (HuffmanTables or Extension or ArithmeticTables);

    private static ImageVerdict Frame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker > StartOfFrame + 2)
        {
            return ImageVerdict.Damaged("the pixels are packed in a way that viewers don't know (lossless, hierarchical or arithmetic)");
        }

        if (segment.Length < FrameHeader || segment[5] is < 1 or > 4 || segment.Length != FrameHeader + (3 * segment[5]))
        {
            return ImageVerdict.Damaged("the header of the pixels is broken");
        }

        return segment[0] == 8
            ? ImageVerdict.Of(BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]))
            : ImageVerdict.Damaged($"a colour has {segment[0]} bits instead of 8");
    }

    /// <summary>Where the first marker after packed pixels stands: FF 00 is a byte of theirs, FF D0 to FF D7 are restarts among them.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length)
        {
            var next = bytes[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= bytes.Length)
            {
                return bytes.Length;
            }

            at += next;
            if (bytes[at + 1] is not (0 or (>= FirstRestart and <= LastRestart)))
            {
                return at;
            }

            at += 2;
        }

        return bytes.Length;
    }
}
