using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary><c>sys.types</c>: ids, and how many bytes a value takes.</summary>
internal static class SystemTypes
{
    private static readonly Dictionary<TdsKind, int> Ids = new()
    {
        [TdsKind.Image] = 34, [TdsKind.Text] = 35, [TdsKind.UniqueIdentifier] = 36, [TdsKind.Date] = 40, [TdsKind.Time] = 41, [TdsKind.DateTime2] = 42,
        [TdsKind.DateTimeOffset] = 43, [TdsKind.TinyInt] = 48, [TdsKind.SmallInt] = 52, [TdsKind.Int] = 56, [TdsKind.SmallDateTime] = 58, [TdsKind.Real] = 59,
        [TdsKind.Money] = 60, [TdsKind.DateTime] = 61, [TdsKind.Float] = 62, [TdsKind.Variant] = 98, [TdsKind.NText] = 99, [TdsKind.Bit] = 104,
        [TdsKind.Decimal] = 106, [TdsKind.Numeric] = 108, [TdsKind.SmallMoney] = 122, [TdsKind.BigInt] = 127, [TdsKind.VarBinary] = 165, [TdsKind.VarChar] = 167,
        [TdsKind.Binary] = 173, [TdsKind.Char] = 175, [TdsKind.RowVersion] = 189, [TdsKind.NVarChar] = 231, [TdsKind.NChar] = 239, [TdsKind.Xml] = 241,
    };

    internal static IEnumerable<TdsType> All => Ids.Keys.Select(static kind => new TdsType(kind));

    internal static long IdOf(TdsType type) => Ids[type.Kind];

    internal static string? NameOf(long id) => Ids.Where(known => known.Value == id).Select(static known => new TdsType(known.Key).Name).FirstOrDefault();

    /// <summary>Bytes; -1 for <c>(max)</c>, 16 for the old large types, as the catalogue has it.</summary>
    internal static long MaxLength(TdsType type) => type switch
    {
        { IsOldLob: true } => 16,
        { Kind: TdsKind.Xml } or { Length: TdsType.Max } => -1,
        { Kind: TdsKind.Variant } => 8_016,
        { IsText: true, IsUnicode: true } => type.Length * 2,
        { IsText: true } or { IsBinary: true } => type.Length,
        _ => ValueWriter.Size(type),
    };

    /// <summary>Digits, as the catalogue has it: 0 for what is no number and no time.</summary>
    internal static long Precision(TdsType type) => type.Kind switch
    {
        TdsKind.TinyInt => 3,
        TdsKind.SmallInt => 5,
        TdsKind.Int => 10,
        TdsKind.BigInt => 19,
        TdsKind.Bit => 1,
        TdsKind.Real => 24,
        TdsKind.Float => 53,
        TdsKind.Date => 10,
        TdsKind.DateTime => 23,
        TdsKind.SmallDateTime => 16,
        TdsKind.Time => type.Scale == 0 ? 8 : 9 + type.Scale,
        TdsKind.DateTime2 => type.Scale == 0 ? 19 : 20 + type.Scale,
        TdsKind.DateTimeOffset => type.Scale == 0 ? 26 : 27 + type.Scale,
        _ => type.Precision,
    };
}
