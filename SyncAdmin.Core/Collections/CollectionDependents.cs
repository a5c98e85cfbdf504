using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Collections;

/// <summary>
/// What of other features hangs on a collection: the datasources that feed it and the ledger rows of its physical collection. Both features stand
/// beside or above this one, so their tables are named in SQL here instead of their types; a hook that they would have to register could be
/// forgotten, and deleting would then ask nobody. The tests run on the real schema, so a renamed table breaks them.
/// </summary>
internal sealed class CollectionDependents(StateDatabase state)
{
    /// <summary>SQLite deletes about 2,000 rows in the 10 ms that a writer may hold the gate.</summary>
    private const int RowsAtATime = 2000;

    /// <summary>Names of the datasources that feed it. Index on <c>datasources.qdrant_collection</c>.</summary>
    internal async Task<IReadOnlyList<string>> FeedersAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Database
            .SqlQuery<string>($"""SELECT name AS "Value" FROM datasources WHERE qdrant_collection = {name} ORDER BY name""")
            .ToListAsync(cancellationToken);
    }

    /// <summary>Deletes the ledger rows of a physical collection, some at a time. Index <c>ux_record_ledger_key</c>.</summary>
    internal async Task ForgetLedgerAsync(string physicalName, CancellationToken cancellationToken)
    {
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            DELETE FROM record_ledger WHERE id IN (
                SELECT id FROM record_ledger
                WHERE scope_id IN (SELECT id FROM record_ledger_scopes WHERE collection = @collection)
                LIMIT {RowsAtATime})
            """);
        int deleted;
        do
        {
            deleted = await state.WriteAsync((transaction, token) => transaction.ExecuteAsync(sql, token, ("collection", physicalName)), cancellationToken);
        }
        while (deleted == RowsAtATime);
        await state.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("DELETE FROM record_ledger_scopes WHERE collection = @collection", token, ("collection", physicalName)),
            cancellationToken);
    }
}
