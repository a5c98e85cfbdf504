using SyncAdmin.Core.Access;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Sync.Drift;

/// <summary>What a changed source must not do to a collection, on every state database.</summary>
public abstract class DriftConformance
{
    private readonly StorageProvider _provider;

    private protected DriftConformance(StorageProvider provider) => _provider = provider;

    [Fact]
    public async Task A_retyped_mapped_column_stops_the_sync_before_it_rewrites_anything()
    {
        var (world, datasource) = await SyncedAsync();
        await using var disposing = world;
        Declare(world, "price", "text", ColumnKind.Text);
        world.Source.Put(1, "product number 1", price: 99);
        world.Store.Reset();

        var job = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Failed, ErrorCatalog.SyncSchemaDrift.Code), (job.Status, job.ErrorCode));
        Assert.Contains("price was numeric(10,2) and is text", job.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(ErrorCatalog.SyncSchemaDrift.Remedy, job.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(new SchemaChange("price", "numeric(10,2)", "text"), Assert.Single(job.SchemaDrift!.Retyped));
        Assert.Equal((0, 0), (world.Store.Upserted, world.Store.Overwritten));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("code")]
    [InlineData("name")]
    [InlineData("price")]
    public async Task A_missing_column_of_key_code_text_or_payload_stops_the_sync(string column)
    {
        var (world, datasource) = await SyncedAsync();
        await using var disposing = world;
        world.Source.Declared = [.. world.Source.Declared.Where(declared => declared.Name != column)];

        var job = await world.SyncAsync(datasource);

        Assert.Equal(ErrorCatalog.SyncSchemaDrift.Code, job.ErrorCode);
        Assert.Equal([column], job.SchemaDrift!.Missing);
    }

    [Fact]
    public async Task A_missing_change_column_stops_the_sync()
    {
        var (world, datasource) = await SyncedAsync(source => source.ChangeField = "changed");
        await using var disposing = world;
        world.Source.Declared = [.. world.Source.Declared.Where(declared => declared.Name != "changed")];

        var full = await world.SyncAsync(datasource);
        var incremental = await world.EndOfAsync((await world.Service.StartIncrementalAsync(datasource.Id, Actor.System, "test", CancellationToken.None)).Required().Id);

        Assert.Equal(["changed"], full.SchemaDrift!.Missing);
        Assert.Equal(["changed"], incremental.SchemaDrift!.Missing);
    }

    [Fact]
    public async Task A_new_column_is_shown_once_and_stops_nothing()
    {
        var (world, datasource) = await SyncedAsync();
        await using var disposing = world;
        world.Source.Declared = [.. world.Source.Declared, new("colour", "text") { Kind = ColumnKind.Text }];

        var plan = await world.PlanAsync(datasource);
        var first = await world.SyncAsync(datasource);
        var second = await world.SyncAsync(datasource);

        Assert.Equal(["colour"], plan.NewColumns);
        Assert.Equal((SyncJobStatus.Completed, SyncJobStatus.Completed), (first.Status, second.Status));
        Assert.Equal(["colour"], first.NewColumns);
        Assert.Empty(second.NewColumns);
        Assert.Contains("colour", world.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_datasource_does_not_use_and_what_stays_of_its_sort_may_change()
    {
        var (world, datasource) = await SyncedAsync(extra: "note");
        await using var disposing = world;
        world.Source.Declared = [.. world.Source.Declared.Where(declared => declared.Name != "note")];
        Declare(world, "price", "numeric(14,4)", ColumnKind.Decimal);
        Declare(world, "name", "character varying(400)", ColumnKind.Text);

        Assert.Equal(SyncJobStatus.Completed, (await world.SyncAsync(datasource)).Status);
    }

    [Fact]
    public async Task Changed_knowingly_the_columns_are_remembered_anew()
    {
        var (world, datasource) = await SyncedAsync();
        await using var disposing = world;
        Declare(world, "price", "text", ColumnKind.Text);
        await world.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("UPDATE datasources SET query_template = 'SELECT id, code, name, price FROM products'", token), CancellationToken.None);

        var edited = await world.SyncAsync(datasource);
        Declare(world, "price", "numeric(10,2)", ColumnKind.Decimal);
        var back = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Completed, ErrorCatalog.SyncSchemaDrift.Code), (edited.Status, back.ErrorCode));
    }

    [Fact]
    public async Task Accepted_the_columns_are_remembered_and_the_job_goes_on()
    {
        var (world, datasource) = await SyncedAsync();
        await using var disposing = world;
        Declare(world, "price", "text", ColumnKind.Text);
        var id = (await world.SyncAsync(datasource)).Id;

        var rejected = await world.Consents.DecideAsync(id, accept: false, Actor.System, CancellationToken.None);
        await world.Service.ResumeAsync(id, Actor.System, CancellationToken.None);
        var merelyResumed = await world.EndOfAsync(id);
        var accepted = await world.Consents.DecideAsync(id, accept: true, Actor.System, CancellationToken.None);
        var ended = await world.EndOfAsync(id);

        Assert.Equal((SyncJobStatus.Failed, SyncJobStatus.Failed), (rejected!.Value.Required().Status, merelyResumed.Status));
        Assert.True(accepted!.Value.Succeeded);
        Assert.Equal(SyncJobStatus.Completed, ended.Status);
        Assert.Null(ended.SchemaDrift);
        Assert.Equal(SyncJobStatus.Completed, (await world.SyncAsync(datasource)).Status);
    }

    [Fact]
    public async Task A_plan_says_that_the_sync_would_stop()
    {
        var (world, datasource) = await SyncedAsync();
        await using var disposing = world;
        Declare(world, "price", "text", ColumnKind.Text);

        var plan = await world.Plans.PlanAsync(datasource.Id, Actor.System, null, CancellationToken.None);

        Assert.Equal(ErrorCatalog.SyncSchemaDrift, plan.Problem?.Error);
        Assert.Equal("price", Assert.IsType<SchemaDiff>(plan.Problem!.Extensions["drift"]).Retyped[0].Name);
    }

    [Fact]
    public async Task A_source_that_is_away_is_waited_for_not_taken_for_changed()
    {
        var (world, datasource) = await SyncedAsync();
        await using var disposing = world;
        world.Source.Away = new Problem(ErrorCatalog.SourcePortClosed, "Nobody listens.");

        var id = (await world.StartFullAsync(datasource)).Required().Id;
        var waiting = await world.UntilAsync(id, job => job.WaitReason is not null);

        Assert.Equal("source", waiting.WaitReason);
    }

    private async Task<(SyncWorld World, Datasource Datasource)> SyncedAsync(Action<Datasource>? change = null, string? extra = null)
    {
        var (world, datasource) = await SyncWorld.StartAsync(20, _provider, change);
        if (extra is not null)
        {
            world.Source.Declared = [.. world.Source.Declared, new(extra, "timestamp") { Kind = ColumnKind.Moment }];
        }

        Assert.Equal(SyncJobStatus.Completed, (await world.SyncAsync(datasource)).Status);
        return (world, datasource);
    }

    private static void Declare(SyncWorld world, string name, string type, ColumnKind kind) =>
        world.Source.Declared = [.. world.Source.Declared.Select(column => column.Name == name ? new SourceColumn(name, type) { Kind = kind } : column)];
}
