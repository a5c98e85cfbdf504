using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>Reads of deliveries, as people and machines see them.</summary>
internal sealed class DeliveryQueries(StateDatabase database)
{
    private const string PausedReason = "paused";

    /// <summary>Null: the datasource has no such delivery.</summary>
    internal async Task<DeliveryView?> FindAsync(Guid datasourceId, Guid deliveryId, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        var found = await context.Set<SyncDelivery>()
            .Where(delivery => delivery.Id == deliveryId && delivery.DatasourceId == datasourceId)
            .Select(delivery => new
            {
                Delivery = delivery,
                JobWaits = context.Set<SyncJob>().Where(job => job.Id == delivery.SyncJobId).Select(job => job.WaitReason).First(),
                Source = context.Set<Datasource>().Where(source => source.Id == datasourceId).Select(source => source.Status).First(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : View(found.Delivery, found.JobWaits, found.Source);
    }

    private static DeliveryView View(SyncDelivery delivery, string? jobWaits, DatasourceStatus source)
    {
        var waits = source == DatasourceStatus.Paused && delivery.Kind == DeliveryKind.Webhook ? PausedReason : jobWaits;
        return new DeliveryView
        {
            Id = delivery.Id,
            DatasourceId = delivery.DatasourceId,
            JobId = delivery.SyncJobId,
            Kind = delivery.Kind,
            NamesBy = delivery.NamesBy,
            Names = delivery.ReadNames(),
            Action = delivery.Action,
            Status = delivery.Status,
            WaitReason = delivery.Status == DeliveryStatus.Pending ? waits : null,
            Outcomes = delivery.ReadOutcomes(),
            WebhookId = delivery.WebhookId,
            CorrelationId = delivery.CorrelationId,
            StartedBy = delivery.StartedBy,
            ReceivedAt = delivery.ReceivedAt,
            AppliedAt = delivery.AppliedAt,
        };
    }
}
