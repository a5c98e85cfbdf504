using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Sweeping;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>What has happened to some records of a datasource.</summary>
internal sealed class RecordHistory(StateDatabase database, JobQueries jobs)
{
    private const int MostShown = 20;

    // Names are not indexed: so many of the newest deliveries are looked through (ix_sync_deliveries_datasource_id_received_at).
    private const int MostSearched = 2_000;
    private const int ScansSearched = 20;

    internal async Task<IReadOnlyList<InspectedDelivery>> DeliveriesAsync(
        Guid datasourceId, IReadOnlySet<string> codes, IReadOnlySet<string> keys, CancellationToken cancellationToken)
    {
        var provider = database.Provider;
        var names = provider == StorageProvider.Postgres ? "jsonb_array_elements_text(newest.names) AS name(value)" : "json_each(newest.names) AS name";
        var ids = await database.RowsAsync(
            $"""
            SELECT newest.id
            FROM (
                SELECT id, names, names_by, received_at FROM sync_deliveries
                WHERE datasource_id = @datasource
                ORDER BY received_at DESC
                LIMIT {MostSearched}) AS newest
            WHERE EXISTS (
                SELECT 1 FROM {names}
                WHERE newest.names_by = 'code' AND {provider.Among("name.value", "@codes")} OR newest.names_by = 'key' AND {provider.Among("name.value", "@keys")})
            ORDER BY newest.received_at DESC
            LIMIT {MostShown}
            """,
            static row => row.GetGuid(0),
            cancellationToken,
            ("datasource", datasourceId),
            ("codes", provider.ListOf(codes)),
            ("keys", provider.ListOf(keys)));
        await using var context = database.Read();
        var deliveries = await context.Set<SyncDelivery>().Where(delivery => ids.Contains(delivery.Id)).ToListAsync(cancellationToken);
        return [.. deliveries.OrderByDescending(delivery => delivery.ReceivedAt).ThenByDescending(delivery => delivery.Id).Select(delivery => InspectedDelivery.Of(delivery, codes, keys))];
    }

    /// <param name="datasourceId">Whose.</param>
    /// <param name="identifiers">Record keys, and codes: an error is kept by the code where there was no key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<IReadOnlyList<SyncErrorView>> ErrorsAsync(Guid datasourceId, string[] identifiers, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        var found = new List<SyncError>();

        // The index has whether they are resolved between datasource and record: asked for one after the other, it is followed to its end.
        foreach (var resolved in (bool[])[false, true])
        {
            found.AddRange(await context.Set<SyncError>()
                .Where(error => error.DatasourceId == datasourceId && error.Resolved == resolved && identifiers.Contains(error.RecordIdentifier))
                .OrderByDescending(error => error.CreatedAt)
                .Take(MostShown)
                .ToListAsync(cancellationToken));
        }

        return [.. found.OrderByDescending(error => error.CreatedAt).Take(MostShown).Select(error => JobQueries.ViewOf(error) with { RecordData = null })];
    }

    /// <summary>Of the deliveries and errors, of the sweeps that removed one of the records, the last full sync that completed, and the open ones.</summary>
    internal async Task<IReadOnlyList<SyncJobView>> JobsAsync(Guid datasourceId, IEnumerable<Guid> known, string[] keys, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        var ofDatasource = context.Set<SyncJob>().Where(job => job.DatasourceId == datasourceId);
        var full = ofDatasource.Where(job => job.Type == SyncJobType.Full).OrderByDescending(job => job.CreatedAt);
        var scans = await full.Take(ScansSearched).Select(job => job.Id).ToListAsync(cancellationToken);
        var removed = await context.Set<RemovedPoint>()
            .Where(point => scans.Contains(point.SyncJobId) && keys.Contains(point.RecordKey))
            .Select(point => point.SyncJobId)
            .ToListAsync(cancellationToken);
        var completed = await full.Where(job => job.Status == SyncJobStatus.Completed).Take(1).Select(job => job.Id).ToListAsync(cancellationToken);
        var open = await ofDatasource
            .Where(job => job.Status == SyncJobStatus.Pending || job.Status == SyncJobStatus.Running)
            .OrderByDescending(job => job.CreatedAt)
            .Take(MostShown)
            .Select(job => job.Id)
            .ToListAsync(cancellationToken);
        var views = await jobs.OfAsync([.. known.Concat(removed).Concat(completed).Concat(open).Distinct()], cancellationToken);
        return [.. views.Take(MostShown)];
    }
}
