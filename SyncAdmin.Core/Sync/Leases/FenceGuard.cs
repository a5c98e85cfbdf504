using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Leases;

/// <summary>First in every transaction that writes job, ledger or checkpoint: proves that the lease is still ours until the transaction ends.</summary>
internal static class FenceGuard
{
    /// <summary>The database's time; a <see cref="LeaseLostException"/> when another process has taken over.</summary>
    internal static async Task<DateTimeOffset> AssertAsync(StateTransaction transaction, HeldLease lease, CancellationToken cancellationToken)
    {
        // PostgreSQL: the lock makes a take-over (FOR UPDATE) wait for this transaction; a heartbeat's UPDATE of the same row does not
        // conflict with it. SQLite: BEGIN IMMEDIATE has shut every other writer out already.
        var keepOthersOut = transaction.Database.Provider == StorageProvider.Postgres ? " FOR KEY SHARE" : string.Empty;
        var now = await transaction.ScalarAsync<long>(
            $"""
            SELECT {transaction.Time.NowMilliseconds} FROM datasource_leases
            WHERE datasource_id = @id AND owner = @owner AND fence = @fence{keepOthersOut}
            """,
            cancellationToken,
            ("id", lease.DatasourceId),
            ("owner", lease.Owner),
            ("fence", lease.Fence));
        return now == 0 ? throw new LeaseLostException(lease.DatasourceId) : DateTimeOffset.FromUnixTimeMilliseconds(now);
    }
}
