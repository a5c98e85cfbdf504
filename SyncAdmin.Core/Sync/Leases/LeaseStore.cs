using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Leases;

/// <summary>Takes, renews and frees the lease of a datasource, all by database time. Primary key of <c>datasource_leases</c> serves every statement.</summary>
internal sealed class LeaseStore(StateDatabase database, SyncInstance instance, IOptions<SyncOptions> options)
{
    private readonly TimeSpan _length = options.Value.Lease;

    /// <summary>Takes a free or expired lease and raises its fence; null when another owner holds it, or the datasource is gone.</summary>
    internal async Task<HeldLease?> TakeAsync(StateTransaction transaction, Guid datasourceId, CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO datasource_leases (datasource_id, owner, fence, expires_at)
            SELECT id, NULL, 0, {transaction.Time.Now} FROM datasources WHERE id = @id
            ON CONFLICT (datasource_id) DO NOTHING
            """,
            cancellationToken,
            ("id", datasourceId));
        if (database.Provider == StorageProvider.Postgres)
        {
            // Waits for every commit that has asserted the old fence (FOR KEY SHARE) and not ended yet. A plain UPDATE would not.
            await transaction.ScalarAsync<long>(
                "SELECT fence FROM datasource_leases WHERE datasource_id = @id FOR UPDATE", cancellationToken, ("id", datasourceId));
        }

        // A restored database must not fall behind the fences that the vector store has seen: hence the clock. CASE, because the two
        // providers call the greater of two numbers differently.
        var next = $"CASE WHEN fence + 1 > {transaction.Time.NowMilliseconds} THEN fence + 1 ELSE {transaction.Time.NowMilliseconds} END";
        var fence = await transaction.ScalarAsync<long>(
            $"""
            UPDATE datasource_leases
            SET owner = @owner, fence = {next}, expires_at = {transaction.Time.NowPlus(_length)}
            WHERE datasource_id = @id AND (owner IS NULL OR expires_at <= {transaction.Time.Now})
            RETURNING fence
            """,
            cancellationToken,
            ("id", datasourceId),
            ("owner", instance.Id));
        return fence == 0 ? null : new HeldLease(datasourceId, instance.Id, fence);
    }

    /// <summary>Pushes the end of the lease away; false when it is not ours any more. Takes a connection of its own.</summary>
    internal Task<bool> RenewAsync(HeldLease lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (transaction, token) => await transaction.ExecuteAsync(
                $"""
                UPDATE datasource_leases SET expires_at = {transaction.Time.NowPlus(_length)}
                WHERE datasource_id = @id AND owner = @owner AND fence = @fence
                """,
                token,
                ("id", lease.DatasourceId),
                ("owner", lease.Owner),
                ("fence", lease.Fence)) == 1,
            cancellationToken);

    /// <summary>Frees the lease, in the transaction that ends the job. The fence stays: it only ever grows.</summary>
    internal static Task<int> ReleaseAsync(StateTransaction transaction, HeldLease lease, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(
            $"""
            UPDATE datasource_leases SET owner = NULL, expires_at = {transaction.Time.Now}
            WHERE datasource_id = @id AND owner = @owner AND fence = @fence
            """,
            cancellationToken,
            ("id", lease.DatasourceId),
            ("owner", lease.Owner),
            ("fence", lease.Fence));

    /// <summary>
    /// Frees at once what a predecessor left. Only for a process that holds the data directory's lock, which proves every predecessor dead.
    /// Our own leases stay, so it may be called more than once.
    /// </summary>
    internal Task<int> TakeOverAllAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync(
                $"UPDATE datasource_leases SET owner = NULL, expires_at = {transaction.Time.Now} WHERE owner <> @owner",
                token,
                ("owner", instance.Id)),
            cancellationToken);
}
