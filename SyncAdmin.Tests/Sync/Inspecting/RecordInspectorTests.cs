using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Inspecting;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Sync.Inspecting;

public sealed class RecordInspectorTests
{
    [Fact]
    public async Task A_record_in_step_shows_the_same_in_source_ledger_and_store()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;

        var inspection = await InspectAsync(world, datasource, "C3");

        var record = Assert.Single(inspection.Records);
        Assert.Equal(("3", PointId.Of(datasource.Id, "3")), (record.Key, record.PointId));
        Assert.Equal("""{"id":3,"code":"C3","name":"product number 3","price":1}""", record.Row.ToString());
        Assert.Equal(("C3", "product number 3", false), (record.Mapped!.Code, record.Mapped.Text, record.Mapped.TextWasCut));
        Assert.Equal("""{"code":"C3","name":"product number 3","price":1}""", record.Mapped.Payload.ToString());
        Assert.Equal((record.Mapped.Code, record.Mapped.TextHash, record.Mapped.PayloadHash), (record.Ledger!.Code, record.Ledger.TextHash, record.Ledger.PayloadHash));
        Assert.Equal(record.Mapped.Payload.ToString(), record.Point!.Payload.ToString());
        Assert.Equal(record.Mapped.TextHash, record.Point.Sync!.Value.GetProperty("textHash").GetString());
        Assert.Equal(record.Mapped.PayloadHash, record.Point.Sync!.Value.GetProperty("payloadHash").GetString());
        Assert.Empty(record.Differences);
        Assert.Equal(NextSyncAction.Skip, record.Next.Action);
        Assert.Equal(SyncJobType.Full, Assert.Single(inspection.Jobs).Type);
        Assert.Equal((1, "products", "products__v1"), (inspection.TotalRecords, inspection.Collection, inspection.PhysicalCollection));
        Assert.Empty(inspection.Deliveries);
        Assert.Empty(inspection.Errors);
    }

    [Fact]
    public async Task What_has_changed_in_the_source_is_named_with_what_the_next_sync_does_and_that_is_what_it_does()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        world.Source.Put(1, "another name");
        world.Source.Put(2, "product number 2", price: 9);
        world.Source.Put(3, "product number 3", code: "renamed");
        world.Source.Put(11, "a new one");
        world.Embedder.Reset();
        world.Store.Reset();

        await ExpectAsync("C1", NextSyncAction.UpdateText, (RecordDifferenceKind.Text, ""), (RecordDifferenceKind.Payload, "name"));
        await ExpectAsync("C2", NextSyncAction.UpdatePayload, (RecordDifferenceKind.Payload, "price"));
        await ExpectAsync("C3", NextSyncAction.UpdatePayload, (RecordDifferenceKind.Payload, "code"), (RecordDifferenceKind.Code, ""));
        await ExpectAsync("renamed", NextSyncAction.UpdatePayload, (RecordDifferenceKind.Payload, "code"), (RecordDifferenceKind.Code, ""));
        await ExpectAsync("C11", NextSyncAction.Create, (RecordDifferenceKind.NotInLedger, ""));
        Assert.Equal((0, 0), (world.Embedder.Calls, world.Store.Upserted + world.Store.Overwritten));

        await world.SyncAsync(datasource);
        Assert.Equal(["a new one", "another name"], world.Embedder.Counts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((2, 2), (world.Store.Upserted, world.Store.Overwritten));
        foreach (var code in (string[])["C1", "C2", "renamed", "C11"])
        {
            await ExpectAsync(code, NextSyncAction.Skip);
        }

        async Task ExpectAsync(string code, NextSyncAction next, params (RecordDifferenceKind, string)[] differences)
        {
            var record = Assert.Single((await InspectAsync(world, datasource, code)).Records);
            Assert.Equal(differences, record.Differences.Select(difference => (difference.Kind, string.Join(',', difference.Fields))));
            Assert.Equal((code, next), (code, record.Next.Action));
        }
    }

    [Theory]
    [InlineData("""{"mode":"sweep","maxShare":1}""", NextSyncAction.Delete)]
    [InlineData("""{"mode":"never"}""", NextSyncAction.Keep)]
    public async Task A_record_that_is_gone_is_found_by_what_the_ledger_remembers(string policy, NextSyncAction next)
    {
        var (world, datasource) = await SyncedAsync(row => row.DeletePolicy = policy);
        await using var _ = world;
        world.Source.Remove(3);

        var record = Assert.Single((await InspectAsync(world, datasource, "C3")).Records);

        Assert.Null(record.Row);
        Assert.NotNull(record.Ledger);
        Assert.NotNull(record.Point);
        Assert.Equal([RecordDifferenceKind.NotInSource], Kinds(record));
        Assert.Equal(next, record.Next.Action);
    }

    [Fact]
    public async Task A_point_that_the_store_has_lost_and_one_that_the_ledger_has_forgotten_are_told_apart()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        await world.Store.DeleteAsync("products", [PointId.Of(datasource.Id, "3")], fence: null, CancellationToken.None);
        await ForgetAsync(world, "4");
        await ForgetAsync(world, "5");
        world.Source.Remove(5);

        var lost = Assert.Single((await InspectAsync(world, datasource, "C3")).Records);
        var forgotten = Assert.Single((await InspectAsync(world, datasource, "C4")).Records);
        var surplus = Assert.Single((await InspectAsync(world, datasource, "C5")).Records);

        Assert.Equal([RecordDifferenceKind.NotInStore], Kinds(lost));
        Assert.Equal(NextSyncAction.Skip, lost.Next.Action);
        Assert.Equal([RecordDifferenceKind.NotInLedger, RecordDifferenceKind.SurplusInStore], Kinds(forgotten));
        Assert.Equal(NextSyncAction.Create, forgotten.Next.Action);
        Assert.Equal([RecordDifferenceKind.NotInSource, RecordDifferenceKind.SurplusInStore], Kinds(surplus));
        Assert.Equal(NextSyncAction.Delete, surplus.Next.Action);
    }

    [Fact]
    public async Task A_point_that_somebody_else_has_written_over_is_seen()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        await OverwriteAsync(world, datasource, "3", """{"code":"C3","name":"product number 3","price":99,"mine":true}""", static members => members);
        await OverwriteAsync(world, datasource, "4", """{"code":"C4","name":"product number 4","price":1}""", static members => members with { TextHash = default, PayloadHash = default, Code = "X" });
        await OverwriteAsync(world, datasource, "5", """{"code":"C5","name":"product number 5","price":1}""", static members => members with { Key = "6" });

        var edited = Assert.Single((await InspectAsync(world, datasource, "C3")).Records);
        var stamped = Assert.Single((await InspectAsync(world, datasource, "C4")).Records);
        var foreign = Assert.Single((await InspectAsync(world, datasource, "C5")).Records);

        Assert.Equal([RecordDifferenceKind.StoredPayloadChanged], Kinds(edited));
        Assert.Equal(["mine", "price"], edited.Differences[0].Fields);
        Assert.Equal([RecordDifferenceKind.StoredText, RecordDifferenceKind.StoredPayload, RecordDifferenceKind.StoredCode], Kinds(stamped));
        Assert.Equal([RecordDifferenceKind.StoredForeign], Kinds(foreign));
        Assert.All([edited, stamped, foreign], record => Assert.Equal(NextSyncAction.Skip, record.Next.Action));
    }

    [Fact]
    public async Task Every_record_of_a_code_is_shown_and_of_very_many_the_first()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        for (var id = 100; id < 200; id++)
        {
            world.Source.Put(id, $"one of many {id}", code: "many");
        }

        world.Source.Put(8, "product number 8", code: "C7");

        Assert.Equal(["7", "8"], (await InspectAsync(world, datasource, "C7")).Records.Select(record => record.Key));
        var many = await InspectAsync(world, datasource, "many");
        Assert.Equal((50, 100), (many.Records.Count, many.TotalRecords));
    }

    [Fact]
    public async Task A_row_that_is_no_record_says_why_and_its_error_is_shown_without_the_row()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10);
        await using var _ = world;
        world.Source.Put(3, name: null);
        await world.SyncAsync(datasource);

        var inspection = await InspectAsync(world, datasource, "C3");

        var record = Assert.Single(inspection.Records);
        Assert.Equal((NextSyncAction.Fail, ErrorCatalog.RecordTextEmpty.Code), (record.Next.Action, record.Problem?.Code));
        var error = Assert.Single(inspection.Errors);
        Assert.Equal((ErrorCatalog.RecordTextEmpty.Code, "3", false), (error.ErrorType, error.RecordIdentifier, error.RecordData.HasValue));
        Assert.Equal(error.SyncJobId, Assert.Single(inspection.Jobs).Id);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task The_deliveries_that_named_a_record_are_shown_with_their_jobs_newest_first(StorageProvider provider)
    {
        var (world, datasource) = await SyncedAsync(provider: provider);
        await using var _ = world;
        await world.AppliedAsync(await world.DeliverAsync(datasource, DeliveryKind.Record, "C1", "C4"));
        world.Source.Put(3, "a new name");
        var byCode = await world.AppliedAsync(await world.DeliverAsync(datasource, DeliveryKind.Record, "C1", "C3"));
        var byKey = await world.AppliedAsync(await world.DeliverAsync(datasource, DeliveryKind.Heal, "3"));

        var inspection = await InspectAsync(world, datasource, "C3");

        Assert.Equal(
            [(byKey.Id, "3", RecordOutcome.Unchanged), (byCode.Id, "C3", RecordOutcome.Upserted)],
            inspection.Deliveries.Select(delivery => (delivery.Id, delivery.Name, delivery.Outcome!.Value)));
        Assert.Equal([SyncJobType.Retry, SyncJobType.Record, SyncJobType.Full], inspection.Jobs.Select(job => job.Type));
    }

    [Fact]
    public async Task A_source_that_is_away_leaves_what_ledger_and_store_say()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        world.Source.Away = new Problem(ErrorCatalog.SyncDiskFull, "The source is away.");

        var inspection = await InspectAsync(world, datasource, "C3");

        Assert.Equal("The source is away.", inspection.SourceProblem?.Detail);
        var record = Assert.Single(inspection.Records);
        Assert.Equal((true, true, NextSyncAction.Unknown), (record.Ledger is not null, record.Point is not null, record.Next.Action));
        Assert.Empty(record.Differences);
    }

    [Fact]
    public async Task A_store_without_the_collection_leaves_what_source_and_ledger_say()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        await world.Store.DeleteCollectionAsync("products__v1", CancellationToken.None);

        var inspection = await InspectAsync(world, datasource, "C3");

        Assert.NotNull(inspection.StoreProblem);
        var record = Assert.Single(inspection.Records);
        Assert.Equal((true, true, false), (record.Ledger is not null, record.Row is not null, record.Point is not null));
        Assert.Empty(record.Differences);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_not_waited_for_long()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        world.Store.Scrolling = static token => Task.Delay(Timeout.Infinite, token);

        var inspection = await InspectAsync(world, datasource, "C3");

        Assert.Equal(ErrorCatalog.VectorStoreSlow, inspection.StoreProblem?.Error);
        Assert.NotNull(Assert.Single(inspection.Records).Ledger);
    }

    [Fact]
    public async Task Before_the_first_sync_a_record_is_new_and_nothing_is_made_by_looking()
    {
        var (world, datasource) = await SyncWorld.StartAsync(3);
        await using var _ = world;

        var inspection = await InspectAsync(world, datasource, "C3");

        Assert.Equal(NextSyncAction.Create, Assert.Single(inspection.Records).Next.Action);
        Assert.Null(inspection.PhysicalCollection);
        Assert.Empty(await world.Store.ListCollectionsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_nobody_knows_is_not_found()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        var inspector = world.Services.GetRequiredService<RecordInspector>();

        Assert.Equal(ErrorCatalog.RecordNotFound, (await inspector.InspectAsync(datasource.Id, "nobody", CancellationToken.None)).Problem?.Error);
        Assert.Equal(ErrorCatalog.RecordCodeInvalid, (await inspector.InspectAsync(datasource.Id, "\0", CancellationToken.None)).Problem?.Error);
        Assert.Equal(ErrorCatalog.DatasourceNotFound, (await inspector.InspectAsync(Guid.NewGuid(), "C3", CancellationToken.None)).Problem?.Error);
    }

    [Fact]
    public async Task What_the_mapping_masks_is_masked_in_row_text_payload_and_point()
    {
        const string Secret = "DE02120300000000202051";
        var (world, datasource) = await SyncWorld.StartAsync(2);
        await using var _ = world;
        world.Source.Put(3, Secret);
        await world.State.ChangeDatasourceAsync(datasource.Id, static row => row.EmbeddingFields = """["code","name"]""");
        await world.SyncAsync(datasource);

        // Masked only now: what is stored is not. The text names the column, not the field.
        await world.State.ChangeDatasourceAsync(datasource.Id, static row => row.FieldMapping = """{"iban":{"column":"name","mask":true},"name":{"column":"name","mask":true},"price":"price"}""");
        await world.State.ChangeDatasourceAsync(datasource.Id, static row => row.TextTemplate = "{{code}} {{name}} {{iban}} {{id}}");
        var inspection = await InspectAsync(world, datasource, "C3");
        await world.State.ChangeDatasourceAsync(datasource.Id, static row => (row.FieldMapping, row.TextTemplate) = ("""{"iban":{"column":"name","mask":true},"price":"price"}""", "{{code}} {{name}}"));
        var raw = Assert.Single((await InspectAsync(world, datasource, "C3")).Records);

        var record = Assert.Single(inspection.Records);
        Assert.Equal("***51", record.Row!.Value.GetProperty("name").GetString());
        Assert.Equal("C3 ***51 ***51 3", record.Mapped!.Text);
        Assert.Equal("***51", record.Mapped.Payload.GetProperty("iban").GetString());
        Assert.Equal("***51", record.Point!.Payload.GetProperty("name").GetString());
        Assert.Equal("C3 ***51", raw.Mapped!.Text);
        Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(inspection), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_of_another_model_is_told_before_the_sync_is_refused()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        world.Embedder.Fingerprint = world.Embedder.Fingerprint with { Model = "another" };

        Assert.Equal(ErrorCatalog.CollectionOfAnotherModel, (await InspectAsync(world, datasource, "C3")).CollectionProblem?.Error);
    }

    private static IEnumerable<RecordDifferenceKind> Kinds(InspectedRecord record) => record.Differences.Select(difference => difference.Kind);

    private static async Task<RecordInspection> InspectAsync(SyncWorld world, Datasource datasource, string code) =>
        (await world.Services.GetRequiredService<RecordInspector>().InspectAsync(datasource.Id, code, CancellationToken.None)).Required();

    private static Task<int> ForgetAsync(SyncWorld world, string key) => world.State.Database.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync("DELETE FROM record_ledger WHERE record_key = @key", token, ("key", key)), CancellationToken.None);

    private static async Task OverwriteAsync(SyncWorld world, Datasource datasource, string key, string payload, Func<SyncMembers, SyncMembers> change)
    {
        var id = PointId.Of(datasource.Id, key);
        var point = Assert.Single(await world.Store.GetAsync("products", [id], withVector: false, CancellationToken.None));
        var written = SyncPayload.Combine(System.Text.Encoding.UTF8.GetBytes(payload), change(SyncPayload.Read(point.Payload)!));
        await world.Store.OverwritePayloadAsync("products", [new PointPayload(id, written)], fence: null, CancellationToken.None);
    }

    private static async Task<(SyncWorld World, Datasource Datasource)> SyncedAsync(Action<Datasource>? change = null, StorageProvider provider = StorageProvider.Sqlite)
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, provider, change);
        Assert.Equal(SyncJobStatus.Completed, (await world.SyncAsync(datasource)).Status);
        return (world, datasource);
    }
}
