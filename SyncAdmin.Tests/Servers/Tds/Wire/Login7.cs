using System.Buffers.Binary;
using System.Text;

namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>The login message (MS-TDS 2.2.6.4).</summary>
/// <param name="User">Login name.</param>
/// <param name="Password">In clear: the wire only shuffles its bits.</param>
/// <param name="Database">Empty: the login's default.</param>
/// <param name="Application">Name that the client gives itself.</param>
/// <param name="ReadOnlyIntent"><c>ApplicationIntent=ReadOnly</c>.</param>
/// <param name="PacketSize">The client would like; bytes.</param>
/// <param name="Utf8">The client reads UTF-8 collations (a feature extension).</param>
internal sealed record Login7(string User, string Password, string Database, string Application, bool ReadOnlyIntent, int PacketSize, bool Utf8)
{
    private const byte ReadOnlyIntentFlag = 0x20;
    private const byte ExtensionFlag = 0x10;
    private const byte Utf8Feature = 0x0A;
    private const byte LastFeature = 0xFF;

    internal static Login7 Read(byte[] body) => new(
        Text(body, 40),
        Encoding.Unicode.GetString([.. Field(body, 44).ToArray().Select(Unshuffled)]),
        Text(body, 68),
        Text(body, 48),
        (body[26] & ReadOnlyIntentFlag) != 0,
        BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(8)),
        (body[27] & ExtensionFlag) != 0 && Features(body).Contains(Utf8Feature));

    private static string Text(byte[] body, int at) => Encoding.Unicode.GetString(Field(body, at));

    // Offset and number of characters.
    private static ReadOnlySpan<byte> Field(byte[] body, int at) => body.AsSpan(
        BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(at)), BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(at + 2)) * 2);

    private static byte Unshuffled(byte value)
    {
        var turned = (byte)(value ^ 0xA5);
        return (byte)((turned << 4) | (turned >> 4));
    }

    // The field at 56 points to the offset of the extensions: an id, a length and data each.
    private static IEnumerable<byte> Features(byte[] body)
    {
        var at = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(56))));
        while (body[at] != LastFeature)
        {
            yield return body[at];
            at += 5 + BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at + 1));
        }
    }
}
