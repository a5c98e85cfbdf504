using System.Data.SqlTypes;
using System.Globalization;
using System.Text;

namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>
/// Values of rows (MS-TDS 2.2.5.5). They come as: whole numbers <see cref="long"/>, bit <see cref="bool"/>, decimals and money
/// <see cref="SqlDecimal"/>, floats <see cref="double"/>, texts <see cref="string"/>, binaries bytes, date, datetime, smalldatetime and
/// datetime2 <see cref="DateTime"/>, time <see cref="TimeSpan"/>, and the types that are named like theirs.
/// </summary>
internal static class ValueWriter
{
    private const int NoPointer = 0;
    private static readonly byte[] TextPointer = [16, .. "dummy textptr   "u8, .. "dummyTS\0"u8];

    internal static void Write(PacketWriter writer, TdsColumn column, Collation collation, object? value)
    {
        var type = column.Type;
        if (!column.Nullable && TypeCodes.Fixed(type.Kind) is not null)
        {
            Fixed(writer, type, value ?? throw new InvalidOperationException($"NULL in '{column.Name}', which was said to have none."));
            return;
        }

        switch (type.Kind)
        {
            case TdsKind.Char or TdsKind.VarChar or TdsKind.NChar or TdsKind.NVarChar or TdsKind.Binary or TdsKind.VarBinary or TdsKind.RowVersion:
                Lengthed(writer, type, Raw(type, collation, value));
                break;
            case TdsKind.Xml:
                Chunks(writer, Raw(type, collation, value));
                break;
            case TdsKind.Text or TdsKind.NText or TdsKind.Image:
                OldLob(writer, Raw(type, collation, value));
                break;
            case TdsKind.Variant:
                VariantWriter.Write(writer, collation, (TdsVariant?)value);
                break;
            case var _ when value is null:
                writer.Byte(0);
                break;
            default:
                writer.Byte(Size(type));
                Fixed(writer, type, value);
                break;
        }
    }

    /// <summary>Bytes of a value that is no text and no binary.</summary>
    internal static int Size(TdsType type) => type.Kind switch
    {
        TdsKind.Decimal or TdsKind.Numeric => TypeCodes.DecimalSize(type.Precision),
        TdsKind.Date => 3,
        TdsKind.Time => TypeCodes.TimeSize(type.Scale),
        TdsKind.DateTime2 => TypeCodes.TimeSize(type.Scale) + 3,
        TdsKind.DateTimeOffset => TypeCodes.TimeSize(type.Scale) + 5,
        _ => TypeWriter.FixedSize(type.Kind),
    };

    internal static void Fixed(PacketWriter writer, TdsType type, object value)
    {
        switch (type.Kind)
        {
            case TdsKind.Bit:
                writer.Byte((bool)value ? 1 : 0);
                break;
            case TdsKind.Real:
                writer.Int32(BitConverter.SingleToInt32Bits((float)(double)value));
                break;
            case TdsKind.Float:
                writer.Int64(BitConverter.DoubleToInt64Bits((double)value));
                break;
            case TdsKind.Decimal or TdsKind.Numeric:
                Decimal(writer, type, (SqlDecimal)value);
                break;
            case TdsKind.Money:
                var money = TenThousandths(value);
                writer.Int32((int)(money >> 32)); // The high half comes first.
                writer.Int32((int)money);
                break;
            case TdsKind.SmallMoney:
                writer.Int32((int)TenThousandths(value));
                break;
            case TdsKind.UniqueIdentifier:
                writer.Bytes(((Guid)value).ToByteArray());
                break;
            default:
                if (type.IsMoment)
                {
                    MomentWriter.Write(writer, type, value);
                }
                else
                {
                    writer.Integer((long)value, TypeWriter.FixedSize(type.Kind));
                }

                break;
        }
    }

    /// <summary>The bytes of a text or binary.</summary>
    internal static byte[]? Raw(TdsType type, Collation collation, object? value) => value switch
    {
        null => null,
        byte[] bytes => bytes,
        string text when type.IsUnicode => Encoding.Unicode.GetBytes(text),
        _ => collation.Encoding.GetBytes((string)value),
    };

    private static void Lengthed(PacketWriter writer, TdsType type, byte[]? bytes)
    {
        if (type.Length == TdsType.Max)
        {
            Chunks(writer, bytes);
            return;
        }

        writer.UInt16(bytes?.Length ?? 0xFFFF);
        writer.Bytes(bytes);
    }

    private static void Chunks(PacketWriter writer, byte[]? bytes)
    {
        // No server cuts a chunk, or the number in front of it, at the end of a packet; SqlClient is lost where one does.
        const int LengthOfLength = 4;
        const int SmallestRoom = LengthOfLength + 8;
        EnsureRoom();
        if (bytes is null)
        {
            writer.Int64(-1);
            return;
        }

        writer.Int64(bytes.Length);
        for (var at = 0; at < bytes.Length;)
        {
            EnsureRoom();
            var chunk = bytes.AsSpan(at, Math.Min((writer.Room - LengthOfLength) & ~7, bytes.Length - at));
            writer.Int32(chunk.Length);
            writer.Bytes(chunk);
            at += chunk.Length;
        }

        EnsureRoom();
        writer.Int32(0);

        void EnsureRoom()
        {
            if (writer.Room < SmallestRoom)
            {
                writer.EndPacket();
            }
        }
    }

    private static void OldLob(PacketWriter writer, byte[]? bytes)
    {
        if (bytes is null)
        {
            writer.Byte(NoPointer);
            return;
        }

        writer.Bytes(TextPointer);
        writer.Int32(bytes.Length);
        writer.Bytes(bytes);
    }

    private static void Decimal(PacketWriter writer, TdsType type, SqlDecimal value)
    {
        var number = SqlDecimal.ConvertToPrecScale(value, type.Precision, type.Scale);
        writer.Byte(number.IsPositive ? 1 : 0);
        foreach (var part in number.Data.Take((TypeCodes.DecimalSize(type.Precision) - 1) / 4))
        {
            writer.Int32(part);
        }
    }

    private static long TenThousandths(object value) => (long)(decimal.Parse(((SqlDecimal)value).ToString(), CultureInfo.InvariantCulture) * 10_000);
}
