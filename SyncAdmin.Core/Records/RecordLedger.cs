using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Records;

/// <summary>
/// The record ledger: what the store is known to hold, read and written in bulk. Reads take a connection of their own; writes belong to the
/// caller's transaction, beside counters and checkpoint. Every read here follows <c>ux_record_ledger_key</c> or <c>ix_record_ledger_code</c>.
/// </summary>
public sealed partial class RecordLedger(StateDatabase database)
{
    private const string Columns = "id, record_key, record_code, text_hash, payload_hash";
    private const string InScope = "scope_id = (SELECT id FROM record_ledger_scopes WHERE collection = @collection AND datasource_id = @datasource)";
    private const int ScanPage = 10_000;

    /// <summary>The rows of these keys, by key; a key without a row is not in the answer.</summary>
    public async Task<IReadOnlyDictionary<string, LedgerRow>> LoadAsync(LedgerScope scope, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (database.Provider == StorageProvider.Sqlite)
        {
            await using var context = database.Read();
            await context.Database.OpenConnectionAsync(cancellationToken);
            return LedgerLookupSqlite.Run((SqliteConnection)context.Database.GetDbConnection(), scope, keys, cancellationToken);
        }

        return await ReadAsync(
            $"""
            SELECT {Columns} FROM record_ledger
            WHERE {InScope} AND {database.Provider.Among("record_key", "@names")}
            """,
            [.. ScopeOf(scope), ("names", database.Provider.ListOf(keys))],
            static IReadOnlyDictionary<string, LedgerRow> (rows) => rows.ToDictionary(static row => row.RecordKey, StringComparer.Ordinal),
            cancellationToken);
    }

    /// <summary>The rows of these codes; a code may have several, and a record that is gone from the source still has its last one.</summary>
    public Task<IReadOnlyList<LedgerRow>> LoadByCodesAsync(LedgerScope scope, IReadOnlyCollection<string> codes, CancellationToken cancellationToken) =>
        ReadAsync(
            $"""
            SELECT {Columns} FROM record_ledger
            WHERE {InScope} AND {database.Provider.Among("record_code", "@names")}
            """,
            [.. ScopeOf(scope), ("names", database.Provider.ListOf(codes))],
            static IReadOnlyList<LedgerRow> (rows) => rows,
            cancellationToken);

    /// <summary>Up to <paramref name="limit"/> rows behind a key, in the ordinal order of keys (UTF-8 bytes).</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="after">Exclusive; null: from the first.</param>
    /// <param name="through">Inclusive; null: to the last.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<LedgerRow>> LoadRangeAsync(LedgerScope scope, string? after, string? through, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            $"""
            SELECT {Columns} FROM record_ledger
            WHERE {InScope}
              {(after is null ? "" : "AND record_key > @after")} {(through is null ? "" : "AND record_key <= @through")}
            ORDER BY record_key
            LIMIT @limit
            """,
            [.. ScopeOf(scope), ("after", after), ("through", through), ("limit", limit)],
            static IReadOnlyList<LedgerRow> (rows) => rows,
            cancellationToken);

    /// <summary>All rows in key order, page by page, no transaction held open between: the sweep's walk beside its bitmap of ids.</summary>
    public async IAsyncEnumerable<LedgerRow> ScanAsync(LedgerScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        IReadOnlyList<LedgerRow> page;
        do
        {
            page = await LoadRangeAsync(scope, after, through: null, ScanPage, cancellationToken);
            foreach (var row in page)
            {
                yield return row;
            }

            after = page.Count > 0 ? page[^1].RecordKey : null;
        }
        while (page.Count == ScanPage);
    }

    /// <summary>Number of records that the store is known to hold.</summary>
    public Task<long> CountAsync(LedgerScope scope, CancellationToken cancellationToken) => NumberAsync(scope, "COUNT(*)", cancellationToken);

    /// <summary>Whether nothing is known yet: a first sync need not ask for its rows. Costs one look into the index.</summary>
    public async Task<bool> IsEmptyAsync(LedgerScope scope, CancellationToken cancellationToken) =>
        (await LoadRangeAsync(scope, after: null, through: null, limit: 1, cancellationToken)).Count == 0;

    /// <summary>The largest row id, 0 without rows: the size that a bitmap needs.</summary>
    public Task<long> MaxIdAsync(LedgerScope scope, CancellationToken cancellationToken) => NumberAsync(scope, "COALESCE(MAX(id), 0)", cancellationToken);

    /// <summary>Inserts or updates rows (by key; of equal keys the last counts), then deletes those of <paramref name="deletedKeys"/>.</summary>
    public static async Task ApplyAsync(
        StateTransaction transaction,
        LedgerScope scope,
        IReadOnlyList<LedgerRow> upserts,
        IReadOnlyCollection<string> deletedKeys,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(upserts);
        ArgumentNullException.ThrowIfNull(deletedKeys);
        if (upserts.Count > 0)
        {
            var number = await NumberAsync(transaction, scope, cancellationToken);
            if (transaction.Database.Provider == StorageProvider.Sqlite)
            {
                LedgerUpsertSqlite.Run(transaction, number, upserts, cancellationToken);
            }
            else
            {
                await LedgerUpsertPostgres.RunAsync(transaction, number, upserts, cancellationToken);
            }
        }

        if (deletedKeys.Count > 0)
        {
            var provider = transaction.Database.Provider;
            await transaction.ExecuteAsync(
                $"DELETE FROM record_ledger WHERE {InScope} AND {provider.Among("record_key", "@names")}",
                cancellationToken,
                [.. ScopeOf(scope), ("names", provider.ListOf(deletedKeys))]);
        }
    }

    /// <summary>Keeps the rows of these keys, but with hashes that no record has: what the store holds of them is not known any more.</summary>
    public static async Task ForgetAsync(StateTransaction transaction, LedgerScope scope, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count > 0)
        {
            var provider = transaction.Database.Provider;
            await transaction.ExecuteAsync(
                $"UPDATE record_ledger SET text_hash = @none, payload_hash = @none WHERE {InScope} AND {provider.Among("record_key", "@names")}",
                cancellationToken,
                [.. ScopeOf(scope), ("none", default(RecordHash).ToBytes()), ("names", provider.ListOf(keys))]);
        }
    }

    /// <summary>Deletes rows by id; returns how many there were.</summary>
    public static Task<int> DeleteAsync(StateTransaction transaction, LedgerScope scope, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(ids);
        var provider = transaction.Database.Provider;
        return transaction.ExecuteAsync(
            // The scope is asked for again, so that no mistaken id can reach another datasource's rows.
            $"DELETE FROM record_ledger WHERE {provider.Among("id", "@ids")} AND {InScope}",
            cancellationToken,
            [.. ScopeOf(scope), ("ids", provider.ListOf(ids))]);
    }

    /// <summary>The scope's number, given when it has none. A scan and a records job may come to it at the same moment: the second waits for the first one's commit.</summary>
    private static async Task<long> NumberAsync(StateTransaction transaction, LedgerScope scope, CancellationToken cancellationToken)
    {
        const string Number = "SELECT id FROM record_ledger_scopes WHERE collection = @collection AND datasource_id = @datasource";
        if (await transaction.ScalarAsync<long?>(Number, cancellationToken, ScopeOf(scope)) is { } known)
        {
            return known;
        }

        await transaction.ExecuteAsync(
            "INSERT INTO record_ledger_scopes (collection, datasource_id) VALUES (@collection, @datasource) ON CONFLICT (collection, datasource_id) DO NOTHING",
            cancellationToken,
            ScopeOf(scope));
        return (await transaction.ScalarAsync<long?>(Number, cancellationToken, ScopeOf(scope)))!.Value;
    }

    internal static (string Name, object? Value)[] ScopeOf(LedgerScope scope) =>
        [("collection", scope.Collection), ("datasource", scope.DatasourceId)];

    private static LedgerRow Row(DbDataReader reader) => new(
        reader.GetString(1),
        reader.GetString(2),
        RecordHash.FromBytes(reader.GetFieldValue<byte[]>(3)),
        RecordHash.FromBytes(reader.GetFieldValue<byte[]>(4)))
    {
        Id = reader.GetInt64(0),
    };

    private async Task<long> NumberAsync(LedgerScope scope, string expression, CancellationToken cancellationToken) =>
        (await database.RowsAsync($"SELECT {expression} FROM record_ledger WHERE {InScope}", static row => row.GetInt64(0), cancellationToken, ScopeOf(scope)))[0];

    private async Task<T> ReadAsync<T>(string sql, (string Name, object? Value)[] parameters, Func<List<LedgerRow>, T> shape, CancellationToken cancellationToken) =>
        shape(await database.RowsAsync(sql, Row, cancellationToken, [.. parameters.Where(static parameter => parameter.Value is not null)]));
}
