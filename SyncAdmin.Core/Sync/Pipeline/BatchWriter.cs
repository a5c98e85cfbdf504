using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>Puts the points of some batches into the store, fenced. What it returns from is on the store's disk: the ledger may lag, never lead.</summary>
internal sealed class BatchWriter(IVectorStore store, LedgerScope scope, RunningJob running)
{
    private const int MostPoints = 4_000;
    private readonly HeldLease _lease = running.Lease;
    private readonly string _datasource = running.Lease.DatasourceId.ToString();

    internal Task WriteAsync(IReadOnlyList<Batch> batches, CancellationToken cancellationToken) =>
        StageException.NameAsync(
            PipelineStage.Store,
            async () =>
            {
                running.Uncommitted.Writing(scope, batches);
                foreach (var points in batches.SelectMany(batch => batch.ToEmbed).Select(PointOf).Chunk(MostPoints))
                {
                    await store.UpsertAsync(scope.Collection, points, _lease.Fence, cancellationToken);
                }

                foreach (var payloads in batches.SelectMany(batch => batch.ToOverwrite).Select(PayloadOf).Chunk(MostPoints))
                {
                    await store.OverwritePayloadAsync(scope.Collection, payloads, _lease.Fence, cancellationToken);
                }

                foreach (var keys in batches.SelectMany(batch => batch.Gone).Chunk(MostPoints))
                {
                    await store.DeleteAsync(scope.Collection, [.. keys.Select(key => PointId.Of(_lease.DatasourceId, key))], _lease.Fence, cancellationToken);
                }

                SyncFaults.Hit("after-write");
            },
            cancellationToken);

    private VectorPoint PointOf(PlannedRecord planned) => new(planned.Record.PointId, planned.Vector, Payload(planned.Record))
    {
        Origin = new PointOrigin(_datasource, planned.Record.RecordCode, _lease.Fence),
    };

    private PointPayload PayloadOf(PlannedRecord planned) => new(planned.Record.PointId, Payload(planned.Record));

    private ReadOnlyMemory<byte> Payload(MappedRecord record) => SyncPayload.Combine(record, _lease.DatasourceId, _lease.Fence);
}
