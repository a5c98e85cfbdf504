using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Retrying;
using Xunit;

namespace SyncAdmin.Tests.Sync.Retrying;

/// <summary>Errors by cause, and what a retry puts on its way.</summary>
public sealed class SyncErrorsTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task Errors_are_grouped_by_their_cause(StorageProvider provider)
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        var (job, errors) = await FailedAsync(world, ("SYNC-4003", 3), ("SYNC-3004", 5));
        await ResolveAsync(world, "SYNC-3004-0");

        var causes = (await errors.CausesAsync(job.Id, CancellationToken.None)).Required();

        Assert.Equal([("SYNC-3004", 5L, 4L), ("SYNC-4003", 3L, 3L)], causes.Select(cause => (cause.ErrorType, cause.Count, cause.Unresolved)));
        Assert.Matches("^SYNC-3004-[1-4]$", causes[0].RecordIdentifier);
        Assert.All(causes, cause => Assert.NotEmpty(cause.Remedy));
        Assert.Equal(4, (await errors.ListAsync(job.Id, "SYNC-3004", resolved: false, 1, 10, CancellationToken.None)).Required().Total);
        Assert.Equal(8, (await errors.ListAsync(job.Id, cause: null, resolved: null, 1, 10, CancellationToken.None)).Required().Total);
        Assert.Equal("SYNC-5001", (await errors.CausesAsync(Guid.NewGuid(), CancellationToken.None)).Problem?.Code);
        Assert.Equal("SYNC-7400", (await errors.ListAsync(job.Id, "a\0b", resolved: null, 1, 10, CancellationToken.None)).Problem?.Code);
        Assert.Equal("SYNC-7400", (await errors.RetryAsync(job.Id, new RetrySelection(Cause: "a\0b"), Actor.System, "c", CancellationToken.None)).Problem?.Code);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_retry_of_all_names_every_unresolved_record_once_to_one_job(StorageProvider provider)
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        var (job, errors) = await FailedAsync(world, ("SYNC-4003", 700), ("SYNC-3004", 5));
        await ResolveAsync(world, "SYNC-3004-0");

        var receipt = (await errors.RetryAsync(job.Id, new RetrySelection(), Actor.System, "retry-correlation", CancellationToken.None)).Required();

        Assert.Equal((704L, 0L), (receipt.Records, receipt.Skipped));
        var deliveries = await world.State.AllAsync<SyncDelivery>();
        Assert.All(deliveries, delivery => Assert.Equal(
            (DeliveryKind.Retry, DeliveryNaming.Key, DeliveryAction.Sync, "retry-correlation", job.DatasourceId), (delivery.Kind, delivery.NamesBy, delivery.Action, delivery.CorrelationId, delivery.DatasourceId)));
        Assert.All(deliveries, delivery => Assert.InRange(delivery.ReadNames().Count, 1, 500));
        Assert.Equal(704, deliveries.SelectMany(delivery => delivery.ReadNames()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(receipt.JobId, Assert.Single(deliveries.Select(delivery => delivery.SyncJobId).Distinct()));
        Assert.Equal((SyncJobType.Retry, SyncJobStatus.Pending), (await world.State.JobAsync(receipt.JobId) is var retry ? retry.Type : default, retry.Status));
        var rows = await world.State.AllAsync<SyncError>();
        Assert.All(rows, row => Assert.Equal(row.Resolved ? 0 : 1, row.RetryCount));
        Assert.Contains(await world.State.AllAsync<AuditEntry>(), entry => entry.Action == "sync.retry");
    }

    [Fact]
    public async Task A_retry_takes_one_cause_or_some_errors()
    {
        await using var world = await SyncWorld.CreateAsync();
        var (job, errors) = await FailedAsync(world, ("SYNC-4003", 3), ("SYNC-3004", 5));
        var some = (await errors.ListAsync(job.Id, cause: null, resolved: null, 1, 2, CancellationToken.None)).Required().Items.Select(error => error.Id).ToList();

        Assert.Equal(5, (await RetryAsync(new RetrySelection(Cause: "SYNC-3004"))).Required().Records);
        Assert.Equal(2, (await RetryAsync(new RetrySelection([.. some, Guid.NewGuid()]))).Required().Records);
        Assert.Equal("SYNC-5016", (await RetryAsync(new RetrySelection(some, "SYNC-3004"))).Problem?.Code);
        Assert.Equal("SYNC-5015", (await RetryAsync(new RetrySelection(Cause: "SYNC-9999"))).Problem?.Code);
        Assert.Equal("SYNC-5001", (await errors.RetryAsync(Guid.NewGuid(), new RetrySelection(), Actor.System, "c", CancellationToken.None)).Problem?.Code);

        Task<Outcome<RetryReceipt>> RetryAsync(RetrySelection selection) => errors.RetryAsync(job.Id, selection, Actor.System, "c", CancellationToken.None);
    }

    [Fact]
    public async Task What_the_mapping_masks_is_masked_in_the_rows_that_are_kept_and_in_those_kept_before_it_was()
    {
        const string Secret = "DE02120300000000202051";
        var (world, datasource) = await SyncWorld.StartAsync(2);
        await using var _ = world;
        world.Source.Put(3, "", code: Secret);
        var before = await world.SyncAsync(datasource);
        await world.State.ChangeDatasourceAsync(datasource.Id, static row => row.FieldMapping = """{"iban":{"column":"CODE","mask":true},"name":"name"}""");
        var after = await world.SyncAsync(datasource);

        var kept = (await world.State.AllAsync<SyncError>()).ToDictionary(error => error.SyncJobId, error => error.RecordData!);
        Assert.Contains(Secret, kept[before.Id], StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, kept[after.Id], StringComparison.Ordinal);
        foreach (var job in new[] { before, after })
        {
            var shown = Assert.Single((await world.Services.GetRequiredService<SyncErrors>().ListAsync(job.Id, cause: null, resolved: null, 1, 10, CancellationToken.None)).Required().Items);
            var same = Assert.Single((await world.Service.ErrorsAsync(job.Id, 1, 10, CancellationToken.None)).Required().Items);
            Assert.Equal(("***51", 3L), (shown.RecordData!.Value.GetProperty("code").GetString(), shown.RecordData.Value.GetProperty("id").GetInt64()));
            Assert.Equal(shown.RecordData.Value.GetRawText(), same.RecordData!.Value.GetRawText());
        }
    }

    [Fact]
    public async Task A_record_without_a_key_is_not_asked_for()
    {
        await using var world = await SyncWorld.CreateAsync();
        var (job, errors) = await FailedAsync(world, ("SYNC-4003", 1));
        await world.State.AddAsync(Error(job, "(no key)", "SYNC-4002"));

        Assert.Equal((1L, 1L), ((await errors.RetryAsync(job.Id, new RetrySelection(), Actor.System, "c", CancellationToken.None)).Required() is var receipt ? receipt.Records : 0, receipt.Skipped));
        Assert.Equal("SYNC-5015", (await errors.RetryAsync(job.Id, new RetrySelection(Cause: "SYNC-4002"), Actor.System, "c", CancellationToken.None)).Problem?.Code);
    }

    [Fact]
    public async Task A_record_that_was_mended_is_resolved_by_its_retry_and_one_that_is_gone_loses_its_point()
    {
        var (world, datasource) = await SyncWorld.StartAsync(50);
        await using var _ = world;
        await world.SyncAsync(datasource);
        world.Source.Put(7, "");
        world.Source.Put(8, "");
        world.Source.Put(9, "");
        var failed = await world.SyncAsync(datasource);
        Assert.Equal(3, failed.FailedRecords);
        world.Source.Put(7, "mended");
        world.Source.Remove(8);
        var errors = world.Services.GetRequiredService<SyncErrors>();

        var receipt = (await errors.RetryAsync(failed.Id, new RetrySelection(), Actor.System, "c", CancellationToken.None)).Required();
        var job = await world.EndOfAsync(receipt.JobId);

        Assert.Equal((SyncJobType.Retry, SyncJobStatus.Completed, 1L, 1L, 1L), (job.Type, job.Status, job.SuccessfulRecords, job.DeletedRecords, job.FailedRecords));
        Assert.Equal("9", Assert.Single((await errors.ListAsync(failed.Id, cause: null, resolved: false, 1, 10, CancellationToken.None)).Required().Items).RecordIdentifier);
        var points = await world.PointsAsync();
        Assert.Equal((49, false), (points.Count, points.ContainsKey("8")));
    }

    [Fact]
    public async Task The_next_full_sync_tries_failed_records_again_and_resolves_them()
    {
        var (world, datasource) = await SyncWorld.StartAsync(50);
        await using var _ = world;
        world.Source.Put(7, "");
        var failed = await world.SyncAsync(datasource);
        world.Source.Put(7, "mended");

        await world.SyncAsync(datasource);

        var cause = Assert.Single((await world.Services.GetRequiredService<SyncErrors>().CausesAsync(failed.Id, CancellationToken.None)).Required());
        Assert.Equal((1L, 0L), (cause.Count, cause.Unresolved));
    }

    private static async Task<(SyncJob Job, SyncErrors Errors)> FailedAsync(SyncWorld world, params (string Code, int Count)[] causes)
    {
        // No engine takes the retry up: what is put on its way is looked at.
        var datasource = await world.State.AddDatasourceAsync(change: source => source.Status = DatasourceStatus.Active);
        await world.StartEngineAsync();
        await world.StopEnginesAsync();
        var job = new SyncJob
        {
            Id = RowId.New(TimeProvider.System.GetUtcNow()), DatasourceId = datasource.Id, Type = SyncJobType.Full, Status = SyncJobStatus.Completed, CorrelationId = "c", StartedBy = "system:test", CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await world.State.AddAsync(job);
        await world.State.AddAsync([.. causes.SelectMany(cause => Enumerable.Range(0, cause.Count).Select(i => Error(job, $"{cause.Code}-{i}", cause.Code)))]);
        return (job, world.Services.GetRequiredService<SyncErrors>());
    }

    private static SyncError Error(SyncJob job, string record, string code) => new()
    {
        Id = RowId.New(TimeProvider.System.GetUtcNow()),
        SyncJobId = job.Id,
        DatasourceId = job.DatasourceId,
        RecordIdentifier = record,
        ErrorType = code,
        ErrorMessage = $"{record} failed.",
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    private static Task<int> ResolveAsync(SyncWorld world, params string[] keys) => world.State.Database.WriteAsync(
        (transaction, token) => transaction.Db.Set<SyncError>().Where(error => keys.Contains(error.RecordIdentifier)).ExecuteUpdateAsync(set => set.SetProperty(error => error.Resolved, true), token),
        CancellationToken.None);
}
