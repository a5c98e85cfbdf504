using System.Data.SqlTypes;
using System.Text;

namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>Values of parameters, in the forms of <see cref="ValueWriter"/>.</summary>
internal static class ValueReader
{
    private static readonly DateTime Epoch = new(1900, 1, 1);

    internal static object? Read(ByteReader reader, (TdsType Type, byte Code, int Size) info, Collation collation)
    {
        var (type, code, size) = info;
        if (type.IsText || type.IsBinary)
        {
            var bytes = type.IsOldLob ? OldLob(reader) : size == TypeCodes.Chunked ? Chunks(reader) : Lengthed(reader);
            return bytes is null || type.IsBinary ? bytes : type.IsUnicode ? Encoding.Unicode.GetString(bytes) : collation.Encoding.GetString(bytes);
        }

        var isFixed = code == TypeCodes.Null || code == TypeCodes.Fixed(type.Kind);
        var length = isFixed ? size : reader.Byte();
        return length == 0 ? null : Fixed(reader, type, length);
    }

    private static object Fixed(ByteReader reader, TdsType type, int length) => type.Kind switch
    {
        TdsKind.Bit => reader.Byte() != 0,
        TdsKind.TinyInt => (long)reader.Byte(),
        TdsKind.SmallInt => (long)(short)reader.UInt16(),
        TdsKind.Int => (long)reader.Int32(),
        TdsKind.BigInt => reader.Int64(),
        TdsKind.Real => (double)BitConverter.Int32BitsToSingle(reader.Int32()),
        TdsKind.Float => BitConverter.Int64BitsToDouble(reader.Int64()),
        TdsKind.Money => Money(((long)reader.Int32() << 32) | (uint)reader.Int32()),
        TdsKind.SmallMoney => Money(reader.Int32()),
        TdsKind.Decimal or TdsKind.Numeric => Decimal(reader, type, length),
        TdsKind.UniqueIdentifier => new Guid(reader.Next(16)),
        TdsKind.Date => Date(reader),
        TdsKind.Time => TimeSpan.FromTicks(TimeOfDay(reader, type.Scale)),
        TdsKind.DateTime2 => DateAndTime(reader, type.Scale),
        TdsKind.DateTimeOffset => WithOffset(reader, type.Scale),
        TdsKind.SmallDateTime => Epoch.AddDays(reader.UInt16()).AddMinutes(reader.UInt16()),
        _ => OldDateTime(reader),
    };

    private static DateTime OldDateTime(ByteReader reader)
    {
        var day = Epoch.AddDays(reader.Int32());
        return day.AddMilliseconds(Math.Round((uint)reader.Int32() / 0.3));
    }

    private static DateTime DateAndTime(ByteReader reader, byte scale)
    {
        var ticks = TimeOfDay(reader, scale);
        return Date(reader).AddTicks(ticks);
    }

    private static DateTimeOffset WithOffset(ByteReader reader, byte scale)
    {
        var utc = DateAndTime(reader, scale);
        return new DateTimeOffset(utc, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes((short)reader.UInt16()));
    }

    private static DateTime Date(ByteReader reader) => DateTime.MinValue.AddDays(reader.Integer(3));

    private static long TimeOfDay(ByteReader reader, byte scale)
    {
        var ticks = reader.Integer(TypeCodes.TimeSize(scale));
        for (int digits = scale; digits < 7; digits++)
        {
            ticks *= 10;
        }

        return ticks;
    }

    private static SqlDecimal Decimal(ByteReader reader, TdsType type, int length)
    {
        var positive = reader.Byte() != 0;
        var parts = new int[4];
        for (var i = 0; i < (length - 1) / 4; i++)
        {
            parts[i] = reader.Int32();
        }

        return new SqlDecimal(type.Precision, type.Scale, positive, parts);
    }

    private static SqlDecimal Money(long tenThousandths) => new(tenThousandths / 10_000m);

    private static byte[]? OldLob(ByteReader reader)
    {
        var length = reader.Int32();
        return length < 0 ? null : reader.Next(length).ToArray();
    }

    private static byte[]? Lengthed(ByteReader reader)
    {
        var length = reader.UInt16();
        return length == 0xFFFF ? null : reader.Next(length).ToArray();
    }

    private static byte[]? Chunks(ByteReader reader)
    {
        if (reader.Int64() == -1)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        while (reader.Int32() is var length and not 0)
        {
            bytes.Write(reader.Next(length));
        }

        return bytes.ToArray();
    }
}
