namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>TYPE_INFO (MS-TDS 2.2.5.6): how a column's values will come.</summary>
internal static class TypeWriter
{
    private const int LargestOldLob = 0x7FFFFFFF;
    private const int LargestVariant = 8009;

    internal static void Write(PacketWriter writer, TdsColumn column, Collation collation)
    {
        // Clients rely on it: a column that is never NULL comes in the fixed form, if its type has one.
        if (!column.Nullable && TypeCodes.Fixed(column.Type.Kind) is { } code)
        {
            writer.Byte(code);
            return;
        }

        var type = column.Type;
        writer.Byte(TypeCodes.Of(type.Kind));
        switch (type.Kind)
        {
            case TdsKind.Date:
                break;
            case TdsKind.Time or TdsKind.DateTime2 or TdsKind.DateTimeOffset:
                writer.Byte(type.Scale);
                break;
            case TdsKind.Decimal or TdsKind.Numeric:
                writer.Bytes([(byte)TypeCodes.DecimalSize(type.Precision), type.Precision, type.Scale]);
                break;
            case TdsKind.Char or TdsKind.VarChar or TdsKind.NChar or TdsKind.NVarChar:
                writer.UInt16(type.Length == TdsType.Max ? TypeCodes.Chunked : Bytes(type, collation));
                writer.Bytes(collation.Bytes);
                break;
            case TdsKind.Binary or TdsKind.VarBinary or TdsKind.RowVersion:
                writer.UInt16(type.Length == TdsType.Max ? TypeCodes.Chunked : type.Length);
                break;
            case TdsKind.Text or TdsKind.NText or TdsKind.Image:
                OldLob(writer, type, collation);
                break;
            case TdsKind.Xml:
                writer.Byte(0); // no schema
                break;
            case TdsKind.Variant:
                writer.Int32(LargestVariant);
                break;
            default:
                writer.Byte(FixedSize(type.Kind));
                break;
        }
    }

    /// <summary>Bytes of a value whose kind has one size.</summary>
    internal static int FixedSize(TdsKind kind) => kind switch
    {
        TdsKind.TinyInt or TdsKind.Bit => 1,
        TdsKind.SmallInt => 2,
        TdsKind.Int or TdsKind.Real or TdsKind.SmallMoney or TdsKind.SmallDateTime => 4,
        TdsKind.UniqueIdentifier => 16,
        _ => 8,
    };

    private static int Bytes(TdsType type, Collation collation) =>
        type.IsUnicode ? type.Length * 2 : Math.Min(type.Length * (collation == Collation.Utf8 ? 4 : 1), 8000);

    private static void OldLob(PacketWriter writer, TdsType type, Collation collation)
    {
        writer.Int32(LargestOldLob);
        if (type.Kind != TdsKind.Image)
        {
            writer.Bytes(collation.Bytes);
        }

        // The name of its table, in parts.
        writer.Byte(1);
        writer.LongText("");
    }
}
