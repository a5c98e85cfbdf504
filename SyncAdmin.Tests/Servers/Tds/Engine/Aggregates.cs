using SyncAdmin.Tests.Servers.Tds.TSql;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>Functions over groups of rows.</summary>
internal static class Aggregates
{
    private static readonly HashSet<string> Names = new(["COUNT", "COUNT_BIG", "SUM", "AVG", "MIN", "MAX", "STRING_AGG"], StringComparer.OrdinalIgnoreCase);

    internal static bool Is(Expression.Call call) => call.Name is [var name] && Names.Contains(name) && call.Over is null;

    /// <summary>Is one in it, outside of queries within?</summary>
    internal static bool Has(Expression? expression) => expression switch
    {
        Expression.Call call => Is(call) || call.Arguments.Any(Has),
        Expression.Unary unary => Has(unary.Operand),
        Expression.Binary binary => Has(binary.Left) || Has(binary.Right),
        Expression.Chain chain => chain.Operands.Any(Has),
        Expression.Cast cast => Has(cast.Operand),
        Expression.Collate collate => Has(collate.Operand),
        Expression.IsNull isNull => Has(isNull.Operand),
        Expression.Case one => Has(one.Input) || Has(one.Else) || one.Branches.Any(branch => Has(branch.When) || Has(branch.Then)),
        _ => false,
    };
}
