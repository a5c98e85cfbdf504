namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <summary>A whole query.</summary>
/// <param name="Ctes">What stands behind WITH.</param>
/// <param name="Content">Without order.</param>
/// <param name="Order">Behind ORDER BY.</param>
/// <param name="Offset">Rows left out; null: none.</param>
/// <param name="Fetch">Most rows; null: all.</param>
internal sealed record Query(IReadOnlyList<Query.Cte> Ctes, Query.Body Content, IReadOnlyList<OrderItem> Order, Expression? Offset, Expression? Fetch)
{
    internal sealed record Cte(string Name, IReadOnlyList<string> Columns, Query Query);

    internal abstract record Body;

    internal sealed record Select(
        bool Distinct, Expression? Top, IReadOnlyList<Item> Items, IReadOnlyList<TableSource> From, Expression? Where, IReadOnlyList<Expression> GroupBy, Expression? Having) : Body;

    internal sealed record Combination(string Operator, Body Left, Body Right) : Body;

    internal sealed record Nested(Query Query) : Body;

    internal sealed record Values(IReadOnlyList<IReadOnlyList<Expression>> Rows) : Body;

    /// <summary>A column of the result; a star when it has no expression.</summary>
    internal sealed record Item(Expression? Expression, string? Alias, string? StarOf);
}
