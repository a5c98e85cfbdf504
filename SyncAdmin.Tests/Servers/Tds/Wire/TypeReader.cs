namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>TYPE_INFO of a parameter.</summary>
internal static class TypeReader
{
    /// <summary>The type, and how long its values may be in bytes (<see cref="TypeCodes.Chunked"/>: in chunks).</summary>
    internal static (TdsType Type, byte Code, int Size) Read(ByteReader reader)
    {
        var code = reader.Byte();
        return code switch
        {
            TypeCodes.Null => (TdsType.Int, code, 0),
            TypeCodes.Int1 => (new(TdsKind.TinyInt), code, 1),
            TypeCodes.Bit => (TdsType.Bit, code, 1),
            TypeCodes.Int2 => (new(TdsKind.SmallInt), code, 2),
            TypeCodes.Int4 => (TdsType.Int, code, 4),
            TypeCodes.Int8 => (TdsType.BigInt, code, 8),
            TypeCodes.Float4 => (new(TdsKind.Real), code, 4),
            TypeCodes.Float8 => (TdsType.Float, code, 8),
            TypeCodes.Money => (new(TdsKind.Money, 0, 19, 4), code, 8),
            TypeCodes.DateTime => (new(TdsKind.DateTime), code, 8),
            TypeCodes.Date => (new(TdsKind.Date), code, 3),
            TypeCodes.Time => (new(TdsKind.Time, 0, 0, reader.Byte()), code, 0),
            TypeCodes.DateTime2 => (new(TdsKind.DateTime2, 0, 0, reader.Byte()), code, 0),
            TypeCodes.DateTimeOffset => (new(TdsKind.DateTimeOffset, 0, 0, reader.Byte()), code, 0),
            TypeCodes.DecimalN or TypeCodes.NumericN => Decimal(reader, code),
            TypeCodes.IntN or TypeCodes.BitN or TypeCodes.FloatN or TypeCodes.MoneyN or TypeCodes.DateTimeN or TypeCodes.Guid => Sized(reader, code),
            TypeCodes.Text or TypeCodes.NText or TypeCodes.Image => OldLob(reader, code),
            TypeCodes.Char or TypeCodes.VarChar or TypeCodes.NChar or TypeCodes.NVarChar or TypeCodes.Binary or TypeCodes.VarBinary => Long(reader, code),
            _ => throw new TdsErrorException(TdsErrors.UnknownParameterType, FormattableString.Invariant($"A parameter of the unknown type 0x{code:X2}.")),
        };
    }

    private static (TdsType Type, byte Code, int Size) Decimal(ByteReader reader, byte code)
    {
        var size = reader.Byte();
        return (new(code == TypeCodes.DecimalN ? TdsKind.Decimal : TdsKind.Numeric, 0, reader.Byte(), reader.Byte()), code, size);
    }

    private static (TdsType Type, byte Code, int Size) Sized(ByteReader reader, byte code)
    {
        var size = reader.Byte();
        var kind = (code, size) switch
        {
            (TypeCodes.IntN, 1) => TdsKind.TinyInt,
            (TypeCodes.IntN, 2) => TdsKind.SmallInt,
            (TypeCodes.IntN, 4) => TdsKind.Int,
            (TypeCodes.IntN, _) => TdsKind.BigInt,
            (TypeCodes.BitN, _) => TdsKind.Bit,
            (TypeCodes.FloatN, 4) => TdsKind.Real,
            (TypeCodes.FloatN, _) => TdsKind.Float,
            (TypeCodes.MoneyN, 4) => TdsKind.SmallMoney,
            (TypeCodes.MoneyN, _) => TdsKind.Money,
            (TypeCodes.DateTimeN, 4) => TdsKind.SmallDateTime,
            (TypeCodes.DateTimeN, _) => TdsKind.DateTime,
            _ => TdsKind.UniqueIdentifier,
        };
        return (kind is TdsKind.Money or TdsKind.SmallMoney ? new(kind, 0, 19, 4) : new(kind), code, size);
    }

    // Clients send long declarations of parameters so.
    private static (TdsType Type, byte Code, int Size) OldLob(ByteReader reader, byte code)
    {
        var size = reader.Int32();
        if (code != TypeCodes.Image)
        {
            reader.Skip(5); // collation
        }

        return (new(code switch { TypeCodes.Text => TdsKind.Text, TypeCodes.NText => TdsKind.NText, _ => TdsKind.Image }, TdsType.Max), code, size);
    }

    private static (TdsType Type, byte Code, int Size) Long(ByteReader reader, byte code)
    {
        var size = reader.UInt16();
        var kind = code switch
        {
            TypeCodes.Char => TdsKind.Char,
            TypeCodes.VarChar => TdsKind.VarChar,
            TypeCodes.NChar => TdsKind.NChar,
            TypeCodes.NVarChar => TdsKind.NVarChar,
            TypeCodes.Binary => TdsKind.Binary,
            _ => TdsKind.VarBinary,
        };
        if (code is not (TypeCodes.Binary or TypeCodes.VarBinary))
        {
            reader.Skip(5); // collation
        }

        var length = size == TypeCodes.Chunked ? TdsType.Max : kind is TdsKind.NChar or TdsKind.NVarChar ? size / 2 : size;
        return (new(kind, length), code, size);
    }
}
