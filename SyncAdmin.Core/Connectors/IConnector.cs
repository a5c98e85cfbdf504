namespace SyncAdmin.Core.Connectors;

/// <summary>
/// One connected source, read only. Every call checks its query with the guard, runs in a read-only transaction where the server has one,
/// and a cancelled token stops the statement on the server within a second (an OperationCanceledException then). Expected failures come
/// as <see cref="Errors.ProblemException"/> with a code of the catalogue; the message never holds a secret.
/// Implementations are safe for concurrent use; each call takes a pooled connection of its own, and the pool is bounded.
/// </summary>
public interface IConnector : IAsyncDisposable
{
    /// <summary>Whether the source says what columns a query has; false: they are only known from the items that were read.</summary>
    bool DeclaresColumns => true;

    /// <summary>Connects step by step and says which step failed. Never throws for a failed step.</summary>
    Task<ConnectionTest> TestAsync(CancellationToken cancellationToken);

    /// <summary>Tables and views that this login can read, system ones left out, by schema and name.</summary>
    Task<IReadOnlyList<SourceTable>> ListTablesAsync(CancellationToken cancellationToken);

    /// <summary>Columns of one table, in its order.</summary>
    Task<IReadOnlyList<SourceColumn>> ListColumnsAsync(SourceTable table, CancellationToken cancellationToken);

    /// <summary>Guard, then the server's own parser and planner; the query is not run. Checks that key, code and change fields are columns of it.</summary>
    Task<QueryCheck> ValidateAsync(SourceQuery query, CancellationToken cancellationToken);

    /// <summary>The first <paramref name="limit"/> rows and the total.</summary>
    Task<SourcePreview> PreviewAsync(SourceQuery query, int limit, CancellationToken cancellationToken);

    /// <summary>Exact number of rows of the query.</summary>
    Task<long> CountAsync(SourceQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// All rows with a key greater than <paramref name="after"/> (all rows when null), in key order, in pages that grow from 1,000 to 10,000 rows.
    /// Each page is read completely before it is handed out. The enumeration ends only when the source has been read to its end; a NULL or
    /// duplicate key is a <see cref="Errors.ProblemException"/> that names the key.
    /// </summary>
    IAsyncEnumerable<SourcePage> ReadAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken);

    /// <summary>As <see cref="ReadAsync"/>, with the key columns only: the sweep's pass.</summary>
    IAsyncEnumerable<SourcePage> ReadKeysAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken);

    /// <summary>The rows with these keys, in any order; keys that the source no longer has are simply not in the answer. At most 1,000 keys.</summary>
    Task<SourcePage> ReadByKeysAsync(SourceQuery query, IReadOnlyList<SourceKey> keys, CancellationToken cancellationToken);

    /// <summary>All rows with these codes, compared as text as the source compares, in any order; one code may give several rows. At most 1,000 codes.</summary>
    Task<SourcePage> ReadByCodesAsync(SourceQuery query, IReadOnlyList<string> codes, CancellationToken cancellationToken);

    /// <summary>
    /// The largest value of the change field that is safe to remember: no transaction still running can commit a smaller one, where the source can
    /// tell (a rowversion stays below MIN_ACTIVE_ROWVERSION()). Null when no row has one.
    /// </summary>
    Task<object?> HighestChangeAsync(SourceQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// The rows changed since a position (all that have a change value when null), ordered by (change value, key), in pages as
    /// <see cref="ReadAsync"/>. Rows without a change value are left to full syncs. A query with <c>{{since}}</c> of its own gets the position's
    /// value there, for all pages of the call. A row that changes while it is read may come twice, the newer one later.
    /// </summary>
    IAsyncEnumerable<SourcePage> ReadChangesAsync(SourceQuery query, ChangePosition? since, CancellationToken cancellationToken);
}
