namespace SyncAdmin.Core.Connectors.Api;

/// <summary>A complete read of an API, sorted, on its way to whoever asked for it.</summary>
/// <param name="Of">The query that was read.</param>
/// <param name="Spool">Its rows.</param>
/// <param name="Columns">All columns of it.</param>
/// <param name="Started">When the first page was asked for.</param>
/// <param name="Highest">The largest value of the change field.</param>
internal sealed record ApiSorted(SourceQuery Of, ApiSpool Spool, IReadOnlyList<string> Columns, long Started, object? Highest) : IDisposable
{
    /// <summary>True when <paramref name="query"/> would read the same.</summary>
    internal bool Answers(SourceQuery query) => string.Equals(Of.Template, query.Template, StringComparison.Ordinal)
        && Of.KeyFields.SequenceEqual(query.KeyFields, StringComparer.Ordinal)
        && string.Equals(Of.CodeField, query.CodeField, StringComparison.Ordinal)
        && string.Equals(Of.ChangeField, query.ChangeField, StringComparison.Ordinal);

    public void Dispose() => Spool.Dispose();
}
