using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Collections;

/// <summary>
/// What of other features hangs on a collection: the datasources that feed it, the jobs that write into it and the ledger rows of its physical
/// collection. Those features stand beside or above this one, so their tables are named in SQL here instead of their types; a hook that they would
/// have to register could be forgotten, and deleting would then ask nobody. The tests run on the real schema, so a renamed table breaks them.
/// </summary>
internal sealed class CollectionDependents(StateDatabase state)
{
    /// <summary>SQLite deletes about 2,000 rows in the 10 ms that a writer may hold the gate.</summary>
    private const int RowsAtATime = 2000;

    /// <summary>The datasources that feed each of them, by name. Index on <c>datasources.qdrant_collection</c>.</summary>
    internal async Task<ILookup<string, CollectionFeeder>> FeedersAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        var rows = await db.Database
            .SqlQuery<FeedingRow>($"""SELECT id AS "Id", name AS "Name", qdrant_collection AS "Collection" FROM datasources""")
            .Where(row => names.Contains(row.Collection))
            .OrderBy(row => row.Name)
            .ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.Collection, row => new CollectionFeeder(row.Id, row.Name), StringComparer.Ordinal);
    }

    /// <summary>The running jobs of the datasources that feed it. Index <c>ix_sync_jobs_status_created_at</c>.</summary>
    internal async Task<IReadOnlyList<Guid>> RunningJobsAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Database
            .SqlQuery<Guid>(
                $"""
                SELECT job.id AS "Value"
                FROM sync_jobs AS job
                JOIN datasources AS source ON source.id = job.datasource_id
                WHERE job.status = 'running' AND source.qdrant_collection = {name}
                ORDER BY job.created_at
                """)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The datasources that have records in a physical collection, or had some. Index <c>ux_record_ledger_scopes</c>.</summary>
    internal async Task<IReadOnlyList<Guid>> WritersAsync(string physicalName, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Database
            .SqlQuery<Guid>($"""SELECT datasource_id AS "Value" FROM record_ledger_scopes WHERE collection = {physicalName}""")
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Forgets all that the ledger has of a physical collection. Its row must be gone by then: a job that commits meanwhile would put rows under a scope's
    /// number that is about to be free.
    /// </summary>
    internal async Task ForgetLedgerAsync(string physicalName, CancellationToken cancellationToken)
    {
        await ForgetRowsAsync(physicalName, cancellationToken);
        await state.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("DELETE FROM record_ledger_scopes WHERE collection = @collection", token, ("collection", physicalName)),
            cancellationToken);
    }

    /// <summary>Deletes the ledger rows of a physical collection, some at a time. Index <c>ux_record_ledger_key</c>.</summary>
    internal async Task ForgetRowsAsync(string physicalName, CancellationToken cancellationToken)
    {
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            DELETE FROM record_ledger WHERE id IN (
                SELECT id FROM record_ledger
                WHERE scope_id IN (SELECT id FROM record_ledger_scopes WHERE collection = @collection)
                LIMIT {RowsAtATime})
            """);
        await state.WritePiecesAsync(RowsAtATime, (transaction, token) => transaction.ExecuteAsync(sql, token, ("collection", physicalName)), cancellationToken);
    }

    private sealed record FeedingRow(Guid Id, string Name, string Collection);
}
