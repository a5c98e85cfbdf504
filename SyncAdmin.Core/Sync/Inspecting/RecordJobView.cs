using System.Diagnostics.CodeAnalysis;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>The job that a record was given to, and what to ask for to learn what became of it.</summary>
public sealed record RecordJobView : SyncJobView
{
    /// <summary>Makes one.</summary>
    [SetsRequiredMembers]
    public RecordJobView(SyncJobView job, Guid deliveryId)
        : base(job) => DeliveryId = deliveryId;

    /// <summary><c>GET /api/webhooks/{datasourceId}/deliveries/{id}</c> tells what became of it; so does the record inspector.</summary>
    public Guid DeliveryId { get; }

    /// <summary>Id of the job, under the name that a webhook's answer has for it.</summary>
    public Guid JobId => Id;
}
