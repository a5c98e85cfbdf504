using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>What becomes of two types that meet.</summary>
internal static class Types
{
    // From the highest to the lowest, as T-SQL ranks them.
    private static readonly TdsKind[] Precedence =
    [
        TdsKind.Variant, TdsKind.DateTimeOffset, TdsKind.DateTime2, TdsKind.DateTime, TdsKind.SmallDateTime, TdsKind.Date, TdsKind.Time,
        TdsKind.Float, TdsKind.Real, TdsKind.Decimal, TdsKind.Numeric, TdsKind.Money, TdsKind.SmallMoney, TdsKind.BigInt, TdsKind.Int,
        TdsKind.SmallInt, TdsKind.TinyInt, TdsKind.Bit, TdsKind.NText, TdsKind.Text, TdsKind.Image, TdsKind.RowVersion, TdsKind.UniqueIdentifier,
        TdsKind.Xml, TdsKind.NVarChar, TdsKind.NChar, TdsKind.VarChar, TdsKind.Char, TdsKind.VarBinary, TdsKind.Binary,
    ];

    /// <summary>The type that holds both.</summary>
    internal static TdsType Common(TdsType left, TdsType right)
    {
        if (left.IsDecimal && right.IsDecimal)
        {
            var scale = Math.Max(left.Scale, right.Scale);
            return TdsType.Decimal(Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale, scale);
        }

        var higher = Array.IndexOf(Precedence, left.Kind) <= Array.IndexOf(Precedence, right.Kind) ? left : right;
        if ((left.IsText && right.IsText) || (left.IsBinary && right.IsBinary))
        {
            return higher with { Length = left.Length == TdsType.Max || right.Length == TdsType.Max ? TdsType.Max : Math.Max(left.Length, right.Length) };
        }

        return higher;
    }

    /// <summary>Of a calculation.</summary>
    internal static TdsType Calculated(string sign, TdsType left, TdsType right)
    {
        if (sign == "+" && left.IsText && right.IsText)
        {
            var length = left.Length == TdsType.Max || right.Length == TdsType.Max ? TdsType.Max : Math.Min(left.Length + right.Length, left.IsUnicode || right.IsUnicode ? 4_000 : 8_000);
            return new TdsType(left.IsUnicode || right.IsUnicode ? TdsKind.NVarChar : TdsKind.VarChar, length);
        }

        var common = Common(left, right);
        if (!common.IsDecimal)
        {
            return common;
        }

        return sign switch
        {
            "*" => TdsType.Decimal(38, Math.Min(left.Scale + right.Scale, 10)),
            "/" => TdsType.Decimal(38, Math.Max(6, (int)common.Scale)),
            _ => TdsType.Decimal(common.Precision + 1, common.Scale),
        };
    }
}
