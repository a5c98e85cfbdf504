namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>sql_variant (MS-TDS 2.2.5.5.4): total length, type byte, number of property bytes, properties, value.</summary>
internal static class VariantWriter
{
    internal static void Write(PacketWriter writer, Collation collation, TdsVariant? variant)
    {
        if (variant is null)
        {
            writer.Int32(0);
            return;
        }

        var (type, value) = (Fitting(variant.Type), variant.Value);
        var bytes = type.IsText || type.IsBinary ? ValueWriter.Raw(type, collation, value) : null;
        byte[] properties = Properties(type, collation, bytes?.Length ?? 0);
        writer.Int32(2 + properties.Length + (bytes?.Length ?? ValueWriter.Size(type)));
        writer.Byte(TypeCodes.Fixed(type.Kind) ?? TypeCodes.Of(type.Kind));
        writer.Byte(properties.Length);
        writer.Bytes(properties);
        if (bytes is not null)
        {
            writer.Bytes(bytes);
        }
        else
        {
            ValueWriter.Fixed(writer, type, value);
        }
    }

    // A variant's decimals always come in 17 bytes.
    private static TdsType Fitting(TdsType type) => type.Kind is TdsKind.Decimal or TdsKind.Numeric ? type with { Precision = 38 } : type;

    private static byte[] Properties(TdsType type, Collation collation, int length) => type.Kind switch
    {
        TdsKind.Decimal or TdsKind.Numeric => [type.Precision, type.Scale],
        TdsKind.Time or TdsKind.DateTime2 or TdsKind.DateTimeOffset => [type.Scale],
        _ when type.IsText => [.. collation.Bytes, .. BitConverter.GetBytes((short)Math.Max(length, 1))],
        _ when type.IsBinary => BitConverter.GetBytes((short)Math.Max(length, 1)),
        _ => [],
    };
}
