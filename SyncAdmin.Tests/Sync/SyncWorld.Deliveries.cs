using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Running;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <content>Records that are synced by name, and what must be so afterwards.</content>
internal sealed partial class SyncWorld
{
    internal Task<SyncDelivery> DeliverAsync(Datasource datasource, DeliveryKind kind, params string[] names) =>
        DeliverAsync(datasource, kind, DeliveryAction.Sync, names);

    internal async Task<SyncDelivery> DeliverAsync(Datasource datasource, DeliveryKind kind, DeliveryAction action, params string[] names)
    {
        var delivery = new SyncDelivery
        {
            Id = RowId.New(TimeProvider.System.GetUtcNow()),
            DatasourceId = datasource.Id,
            Kind = kind,
            NamesBy = kind is DeliveryKind.Retry or DeliveryKind.Heal ? DeliveryNaming.Key : DeliveryNaming.Code,
            Names = SyncDelivery.WriteNames(names),
            Action = action,
            CorrelationId = "test-correlation",
        };
        var type = kind switch
        {
            DeliveryKind.Webhook => SyncJobType.Webhook,
            DeliveryKind.Record => SyncJobType.Record,
            _ => SyncJobType.Retry,
        };
        var store = _hosts[^1].Services.GetRequiredService<DeliveryStore>();
        await State.Database.WriteAsync((transaction, token) => store.AddAsync(transaction, delivery, type, Actor.System, token), CancellationToken.None);
        return delivery;
    }

    /// <summary>The delivery when it is no longer pending.</summary>
    internal async Task<SyncDelivery> AppliedAsync(SyncDelivery delivery)
    {
        SyncDelivery? now = null;
        await Servers.Eventually.IsTrueAsync(
            async () => (now = (await State.AllAsync<SyncDelivery>()).Single(row => row.Id == delivery.Id)).Status != DeliveryStatus.Pending,
            TimeSpan.FromSeconds(30),
            () => Log.ToString());
        return now!;
    }

    /// <summary>Returns when some delivery waits for its second look.</summary>
    internal Task SecondLookAsync() => Servers.Eventually.IsTrueAsync(
        async () => (await State.AllAsync<SyncDelivery>()).Exists(static row => row is { Looks: 1, Status: DeliveryStatus.Pending }),
        TimeSpan.FromSeconds(30),
        () => Log.ToString());

    /// <summary>Returns when the delivery was given to another job so many times.</summary>
    internal Task RehomedAsync(SyncDelivery delivery, int homes) => Servers.Eventually.IsTrueAsync(
        async () => (await State.AllAsync<SyncDelivery>()).Exists(row => row.Id == delivery.Id && row.Homes >= homes),
        TimeSpan.FromSeconds(30),
        () => Log.ToString());

    /// <summary>As if the moments that pending jobs wait for had come.</summary>
    internal Task SkipWaitsAsync() => State.Database.WriteAsync(
        (transaction, token) => transaction.Db.Set<SyncJob>().Where(static job => job.Status == SyncJobStatus.Pending && job.ResumeAfter != null)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.ResumeAfter, DateTimeOffset.UnixEpoch), token),
        CancellationToken.None);

    /// <summary>A full sync beside somebody who holds a record until the scan has read and written everything else.</summary>
    internal async Task<SyncJobView> HoldWhileScanningAsync(Datasource datasource, string recordKey)
    {
        var running = _hosts[^1].Services.GetRequiredService<RunningJobs>();
        IDisposable? hold = null;
        Source.PageRead = async (first, _) =>
        {
            hold ??= await running.OwnerOf(datasource.Id)!.Interlock.HoldAsync([recordKey], CancellationToken.None);
        };
        var job = (await StartFullAsync(datasource)).Required();
        await UntilAsync(job.Id, view => view.ProcessedRecords == view.TotalRecords - 1);
        Assert.Equal(SyncJobStatus.Running, (await Service.GetAsync(job.Id, CancellationToken.None)).Value!.Status);
        hold!.Dispose();
        return await EndOfAsync(job.Id);
    }

    /// <summary>Source, ledger and store agree on every record.</summary>
    internal async Task AssertInStepAsync()
    {
        var rows = Source.Rows;
        var points = await PointsAsync();
        var ledger = (await State.AllAsync<LedgerEntry>()).ToDictionary(static row => row.RecordKey, StringComparer.Ordinal);
        Assert.Equal(rows.Keys.Order(StringComparer.Ordinal), points.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(rows.Keys.Order(StringComparer.Ordinal), ledger.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in rows)
        {
            var hash = RecordHash.Of(System.Text.Encoding.UTF8.GetBytes(text));
            Assert.Equal((key, hash), (key, RecordHash.FromBytes(ledger[key].TextHash)));
            Assert.Equal((key, hash.ToString()), (key, points[key].TextHash.ToString()));
            Assert.Equal((key, ledger[key].RecordCode), (key, points[key].Code));
        }
    }
}
