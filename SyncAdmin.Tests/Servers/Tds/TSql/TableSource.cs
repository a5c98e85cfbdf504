namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <summary>What stands behind FROM.</summary>
internal abstract record TableSource
{
    internal sealed record Named(IReadOnlyList<string> Parts, string? Alias) : TableSource;

    internal sealed record Function(IReadOnlyList<string> Parts, IReadOnlyList<Expression> Arguments, string? Alias) : TableSource;

    internal sealed record Derived(Query Query, string Alias, IReadOnlyList<string> Columns) : TableSource;

    internal sealed record Join(string Kind, TableSource Left, TableSource Right, Expression? On) : TableSource;
}
