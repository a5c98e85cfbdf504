using System.Globalization;
using System.Runtime.InteropServices;

namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>A column type as T-SQL declares it.</summary>
/// <param name="Kind">Family.</param>
/// <param name="Length">Of texts in characters and of binaries in bytes; <see cref="Max"/> for <c>(max)</c>; else 0.</param>
/// <param name="Precision">Of decimals: digits.</param>
/// <param name="Scale">Of decimals and times: digits behind the point.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TdsType(TdsKind Kind, int Length = 0, byte Precision = 0, byte Scale = 0)
{
    internal const int Max = -1;

    internal static readonly TdsType Int = new(TdsKind.Int);
    internal static readonly TdsType BigInt = new(TdsKind.BigInt);
    internal static readonly TdsType Bit = new(TdsKind.Bit);
    internal static readonly TdsType Float = new(TdsKind.Float);
    internal static readonly TdsType SysName = NVarChar(128);

    private static readonly Dictionary<string, TdsKind> Names = Enum.GetValues<TdsKind>()
        .Where(kind => kind is not TdsKind.Variant)
        .ToDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase)
        .Concat([
            new("integer", TdsKind.Int), new("dec", TdsKind.Decimal), new("character", TdsKind.Char), new("sysname", TdsKind.NVarChar),
            new("timestamp", TdsKind.RowVersion), new("sql_variant", TdsKind.Variant)])
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    internal static TdsType NVarChar(int length) => new(TdsKind.NVarChar, length);

    internal static TdsType VarChar(int length) => new(TdsKind.VarChar, length);

    internal static TdsType Decimal(int precision, int scale) => new(TdsKind.Decimal, 0, (byte)Math.Clamp(precision, 1, 38), (byte)Math.Clamp(scale, 0, 38));

    internal bool IsInteger => Kind is TdsKind.TinyInt or TdsKind.SmallInt or TdsKind.Int or TdsKind.BigInt or TdsKind.Bit;

    /// <summary>Exact numbers with digits behind the point.</summary>
    internal bool IsDecimal => Kind is TdsKind.Decimal or TdsKind.Numeric or TdsKind.Money or TdsKind.SmallMoney;

    internal bool IsFloat => Kind is TdsKind.Real or TdsKind.Float;

    internal bool IsText => Kind is TdsKind.Char or TdsKind.VarChar or TdsKind.NChar or TdsKind.NVarChar or TdsKind.Text or TdsKind.NText or TdsKind.Xml;

    internal bool IsUnicode => Kind is TdsKind.NChar or TdsKind.NVarChar or TdsKind.NText or TdsKind.Xml;

    internal bool IsBinary => Kind is TdsKind.Binary or TdsKind.VarBinary or TdsKind.Image or TdsKind.RowVersion;

    /// <summary>Dates and times.</summary>
    internal bool IsMoment => Kind is TdsKind.Date or TdsKind.Time or TdsKind.DateTime or TdsKind.SmallDateTime or TdsKind.DateTime2 or TdsKind.DateTimeOffset;

    /// <summary>The old types that can be neither compared nor sorted.</summary>
    internal bool IsOldLob => Kind is TdsKind.Text or TdsKind.NText or TdsKind.Image;

    /// <summary>The name without length, as <c>sys.types</c> has it.</summary>
    internal string Name => Kind switch
    {
        TdsKind.Variant => "sql_variant",
        TdsKind.RowVersion => "timestamp",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The type with its arguments in parentheses; null for a name that is no type.</summary>
    internal static TdsType? Parse(string name, IReadOnlyList<string> arguments)
    {
        if (!Names.TryGetValue(name, out var kind))
        {
            return null;
        }

        var first = arguments.Count == 0 ? null : Number(arguments[0]);
        return kind switch
        {
            TdsKind.Decimal or TdsKind.Numeric => new(kind, 0, (byte)(first ?? 18), (byte)(arguments.Count > 1 ? Number(arguments[1]) ?? 0 : 0)),
            TdsKind.Money => new(kind, 0, 19, 4),
            TdsKind.SmallMoney => new(kind, 0, 10, 4),
            TdsKind.Float when first <= 24 => new(TdsKind.Real),
            TdsKind.Time or TdsKind.DateTime2 or TdsKind.DateTimeOffset => new(kind, 0, 0, (byte)(first ?? 7)),
            TdsKind.DateTime => new(kind, 0, 0, 3),
            TdsKind.RowVersion => new(kind, 8),
            TdsKind.NVarChar when name.Equals("sysname", StringComparison.OrdinalIgnoreCase) => SysName,
            TdsKind.Char or TdsKind.NChar or TdsKind.VarChar or TdsKind.NVarChar or TdsKind.Binary or TdsKind.VarBinary => new(kind, first ?? 1),
            TdsKind.Text or TdsKind.NText or TdsKind.Image or TdsKind.Xml => new(kind, Max),
            _ => new(kind),
        };
    }

    /// <summary>As it would be declared: <c>decimal(10,2)</c>, <c>nvarchar(max)</c>.</summary>
    public override string ToString() => Kind switch
    {
        TdsKind.Decimal or TdsKind.Numeric => string.Create(CultureInfo.InvariantCulture, $"{Name}({Precision},{Scale})"),
        TdsKind.Time or TdsKind.DateTime2 or TdsKind.DateTimeOffset => string.Create(CultureInfo.InvariantCulture, $"{Name}({Scale})"),
        TdsKind.Char or TdsKind.NChar or TdsKind.VarChar or TdsKind.NVarChar or TdsKind.Binary or TdsKind.VarBinary =>
            Length == Max ? $"{Name}(max)" : string.Create(CultureInfo.InvariantCulture, $"{Name}({Length})"),
        _ => Name,
    };

    private static int? Number(string text) =>
        text.Equals("max", StringComparison.OrdinalIgnoreCase) ? Max : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
