namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>Type bytes on the wire (MS-TDS 2.2.5.4).</summary>
internal static class TypeCodes
{
    internal const byte Null = 0x1F;
    internal const byte Int1 = 0x30;
    internal const byte Bit = 0x32;
    internal const byte Int2 = 0x34;
    internal const byte Int4 = 0x38;
    internal const byte DateTime4 = 0x3A;
    internal const byte Float4 = 0x3B;
    internal const byte Money = 0x3C;
    internal const byte DateTime = 0x3D;
    internal const byte Float8 = 0x3E;
    internal const byte Money4 = 0x7A;
    internal const byte Int8 = 0x7F;
    internal const byte IntN = 0x26;
    internal const byte BitN = 0x68;
    internal const byte FloatN = 0x6D;
    internal const byte MoneyN = 0x6E;
    internal const byte DateTimeN = 0x6F;
    internal const byte DecimalN = 0x6A;
    internal const byte NumericN = 0x6C;
    internal const byte Guid = 0x24;
    internal const byte Date = 0x28;
    internal const byte Time = 0x29;
    internal const byte DateTime2 = 0x2A;
    internal const byte DateTimeOffset = 0x2B;
    internal const byte VarBinary = 0xA5;
    internal const byte VarChar = 0xA7;
    internal const byte Binary = 0xAD;
    internal const byte Char = 0xAF;
    internal const byte NVarChar = 0xE7;
    internal const byte NChar = 0xEF;
    internal const byte Xml = 0xF1;
    internal const byte Image = 0x22;
    internal const byte Text = 0x23;
    internal const byte NText = 0x63;
    internal const byte Variant = 0x62;

    /// <summary>A length that says: in chunks (PLP, MS-TDS 2.2.5.2.3).</summary>
    internal const int Chunked = 0xFFFF;

    /// <summary>The one for columns of this type.</summary>
    internal static byte Of(TdsKind kind) => kind switch
    {
        TdsKind.TinyInt or TdsKind.SmallInt or TdsKind.Int or TdsKind.BigInt => IntN,
        TdsKind.Bit => BitN,
        TdsKind.Decimal => DecimalN,
        TdsKind.Numeric => NumericN,
        TdsKind.Money or TdsKind.SmallMoney => MoneyN,
        TdsKind.Real or TdsKind.Float => FloatN,
        TdsKind.Char => Char,
        TdsKind.VarChar => VarChar,
        TdsKind.NChar => NChar,
        TdsKind.NVarChar => NVarChar,
        TdsKind.Text => Text,
        TdsKind.NText => NText,
        TdsKind.Xml => Xml,
        TdsKind.Date => Date,
        TdsKind.Time => Time,
        TdsKind.DateTime or TdsKind.SmallDateTime => DateTimeN,
        TdsKind.DateTime2 => DateTime2,
        TdsKind.DateTimeOffset => DateTimeOffset,
        TdsKind.UniqueIdentifier => Guid,
        TdsKind.Binary or TdsKind.RowVersion => Binary,
        TdsKind.VarBinary => VarBinary,
        TdsKind.Image => Image,
        _ => Variant,
    };

    /// <summary>The one for columns of this type that are never NULL and have one size, whose values come without a length; null for other types.</summary>
    internal static byte? Fixed(TdsKind kind) => kind switch
    {
        TdsKind.TinyInt => Int1,
        TdsKind.SmallInt => Int2,
        TdsKind.Int => Int4,
        TdsKind.BigInt => Int8,
        TdsKind.Bit => Bit,
        TdsKind.Real => Float4,
        TdsKind.Float => Float8,
        TdsKind.SmallMoney => Money4,
        TdsKind.Money => Money,
        TdsKind.SmallDateTime => DateTime4,
        TdsKind.DateTime => DateTime,
        _ => null,
    };

    /// <summary>Bytes of a decimal's number, its sign included.</summary>
    internal static int DecimalSize(byte precision) => precision switch
    {
        <= 9 => 5,
        <= 19 => 9,
        <= 28 => 13,
        _ => 17,
    };

    /// <summary>Bytes of a time of day with so many digits behind the second.</summary>
    internal static int TimeSize(byte scale) => scale switch
    {
        <= 2 => 3,
        <= 4 => 4,
        _ => 5,
    };
}
