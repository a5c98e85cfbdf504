using System.Buffers.Binary;
using System.Text;

namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>Goes through the body of a message.</summary>
internal sealed class ByteReader(byte[] bytes, int start = 0)
{
    private int _at = start;

    internal bool AtEnd => _at >= bytes.Length;

    internal byte Byte() => Next(1)[0];

    internal int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(2));

    internal int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Next(4));

    internal long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Next(8));

    /// <summary>An unsigned number of that many bytes.</summary>
    internal long Integer(int count)
    {
        var value = 0L;
        for (var i = 0; i < count; i++)
        {
            value |= (long)Byte() << (8 * i);
        }

        return value;
    }

    internal ReadOnlySpan<byte> Next(int count)
    {
        _at += count;
        return bytes.AsSpan(_at - count, count);
    }

    internal string Unicode(int characters) => Encoding.Unicode.GetString(Next(characters * 2));

    internal string RestAsUnicode() => Unicode((bytes.Length - _at) / 2);

    internal void Skip(int count) => _at += count;

    /// <summary>Requests begin with ALL_HEADERS (MS-TDS 2.2.5.3), whose length stands first.</summary>
    internal static ByteReader AfterHeaders(byte[] body) => new(body, BinaryPrimitives.ReadInt32LittleEndian(body));
}
