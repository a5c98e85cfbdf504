using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Records;

/// <content>What a sweep asks: keys and ids, all of it answered by <c>ux_record_ledger_key</c> alone.</content>
public sealed partial class RecordLedger
{
    /// <summary>The ids of these keys, in any order; a key without a row has none.</summary>
    internal async Task<IReadOnlyList<long>> IdsAsync(LedgerScope scope, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (database.Provider == StorageProvider.Sqlite)
        {
            await using var context = database.Read();
            await context.Database.OpenConnectionAsync(cancellationToken);
            return LedgerLookupSqlite.Ids((SqliteConnection)context.Database.GetDbConnection(), scope, keys, cancellationToken);
        }

        return await database.RowsAsync(
            $"SELECT id FROM record_ledger WHERE {InScope} AND {database.Provider.Among("record_key", "@names")}",
            static row => row.GetInt64(0),
            cancellationToken,
            [.. ScopeOf(scope), ("names", database.Provider.ListOf(keys))]);
    }

    /// <summary>Whether some row was not seen.</summary>
    internal async Task<bool> IsAnyMissedAsync(LedgerScope scope, LedgerMarks marks, CancellationToken cancellationToken)
    {
        if (marks.MaxId == 0)
        {
            return false;
        }

        if (database.Provider == StorageProvider.Sqlite)
        {
            await using var context = database.Read();
            await context.Database.OpenConnectionAsync(cancellationToken);
            return LedgerLookupSqlite.IsAnyMissed((SqliteConnection)context.Database.GetDbConnection(), scope, marks, cancellationToken);
        }

        await foreach (var row in ScanKeysAsync(scope, cancellationToken))
        {
            if (marks.Misses(row.Id))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ids and keys of all rows in key order, page by page, no transaction held open between.</summary>
    internal async IAsyncEnumerable<LedgerKey> ScanKeysAsync(LedgerScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        List<LedgerKey> page;
        do
        {
            page = await database.RowsAsync(
                $"""
                SELECT id, record_key FROM record_ledger
                WHERE {InScope} {(after is null ? "" : "AND record_key > @after")}
                ORDER BY record_key
                LIMIT {ScanPage}
                """,
                static row => new LedgerKey(row.GetInt64(0), row.GetString(1)),
                cancellationToken,
                after is null ? ScopeOf(scope) : [.. ScopeOf(scope), ("after", after)]);
            foreach (var row in page)
            {
                yield return row;
            }

            after = page.Count > 0 ? page[^1].RecordKey : null;
        }
        while (page.Count == ScanPage);
    }
}
