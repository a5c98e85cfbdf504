using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>Puts the points of some batches into the store, fenced. What it returns from is on the store's disk: the ledger may lag, never lead.</summary>
internal sealed class BatchWriter(IVectorStore store, OpenSource source, RunningJob running)
{
    private const int MostPoints = 4_000;
    private readonly HeldLease _lease = running.Lease;
    private readonly string _datasource = running.Lease.DatasourceId.ToString();

    internal Task WriteAsync(IReadOnlyList<Batch> batches, CancellationToken cancellationToken) =>
        StageException.NameAsync(
            PipelineStage.Store,
            async () =>
            {
                var mirror = source.Mirror;
                running.Uncommitted.Writing(source.Scope, mirror, batches);
                var gone = batches.SelectMany(static batch => batch.Gone);
                await WriteAsync(
                    source.Scope.Collection, batches.SelectMany(static batch => batch.ToEmbed), batches.SelectMany(static batch => batch.ToOverwrite), gone, cancellationToken);
                if (mirror is { } building)
                {
                    var writes = batches.Select(static batch => batch.Mirror).OfType<MirrorWrites>().ToList();
                    await WriteAsync(
                        building.Collection, writes.SelectMany(static write => write.ToEmbed), writes.SelectMany(static write => write.ToOverwrite), gone, cancellationToken);
                }

                SyncFaults.Hit("after-write");
            },
            cancellationToken);

    private async Task WriteAsync(
        string collection, IEnumerable<PlannedRecord> toEmbed, IEnumerable<PlannedRecord> toOverwrite, IEnumerable<string> gone, CancellationToken cancellationToken)
    {
        foreach (var points in toEmbed.Select(PointOf).Chunk(MostPoints))
        {
            await store.UpsertAsync(collection, points, _lease.Fence, cancellationToken);
        }

        foreach (var payloads in toOverwrite.Select(PayloadOf).Chunk(MostPoints))
        {
            await store.OverwritePayloadAsync(collection, payloads, _lease.Fence, cancellationToken);
        }

        foreach (var keys in gone.Chunk(MostPoints))
        {
            await store.DeleteAsync(collection, [.. keys.Select(key => PointId.Of(_lease.DatasourceId, key))], _lease.Fence, cancellationToken);
        }
    }

    private VectorPoint PointOf(PlannedRecord planned) => new(planned.Record.PointId, planned.Vector, Payload(planned.Record))
    {
        Origin = new PointOrigin(_datasource, planned.Record.RecordCode, _lease.Fence),
    };

    private PointPayload PayloadOf(PlannedRecord planned) => new(planned.Record.PointId, Payload(planned.Record));

    private ReadOnlyMemory<byte> Payload(MappedRecord record) => SyncPayload.Combine(record, _lease.DatasourceId, _lease.Fence);
}
