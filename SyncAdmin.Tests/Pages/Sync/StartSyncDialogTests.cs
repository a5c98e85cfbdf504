using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Sync;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Sync;

public sealed class StartSyncDialogTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Theory]
    [InlineData(null, "Full Verify")]
    [InlineData("updated_at", "Full Incremental Verify")]
    public async Task What_can_be_started_is_what_the_datasource_can(string? changeField, string offered)
    {
        await using var host = await OpenAsync(changeField);
        var page = await host.RenderAsync<StartSyncDialog>((nameof(StartSyncDialog.Sources), await SourcesAsync(changeField)));

        Assert.Equal(offered, string.Join(' ', page.QuerySelectorAll("#start-type option").Select(option => option.GetAttribute("value"))));
        Assert.NotNull(page.QuerySelector("#plan-first"));
    }

    [Theory]
    [InlineData("en-US", "Comparing costs no tokens.")]
    [InlineData("es-MX", "Comparar no cuesta tokens.")]
    public async Task A_verification_says_before_what_it_does_and_costs_and_starts_as_such(string culture, string says)
    {
        await using var host = await OpenAsync(changeField: null, culture);
        await host.RenderAsync<StartSyncDialog>((nameof(StartSyncDialog.Sources), await SourcesAsync(null)));

        var chosen = await host.ChangeAsync("start-type", "Verify");
        Assert.Contains(says, chosen.QuerySelector("#start-explains")!.TextContent, StringComparison.Ordinal);
        Assert.Null(chosen.QuerySelector("#plan-first")); // A plan is of a full sync.
        await host.ClickAsync("start-now");

        var job = Assert.Single((await _pages.Get<SyncService>().ListAsync(new(), 1, 10, CancellationToken.None)).Items);
        Assert.Equal((SyncJobType.Verify, $"user:{ComponentHost.Admin.Name}"), (job.Type, job.StartedBy));
    }

    [Fact]
    public async Task A_type_that_the_other_datasource_can_not_do_is_not_kept()
    {
        await using var host = await OpenAsync("updated_at");
        var sources = await SourcesAsync("updated_at");
        DatasourceView other = sources[0] with { Id = Guid.NewGuid(), ChangeField = null };
        await host.RenderAsync<StartSyncDialog>((nameof(StartSyncDialog.Sources), (DatasourceView[])[sources[0], other]));

        Assert.Contains("updated_at", (await host.ChangeAsync("start-type", "Incremental")).QuerySelector("#start-explains")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Every record", (await host.ChangeAsync("start-source", other.Id.ToString())).QuerySelector("#start-explains")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<ComponentHost> OpenAsync(string? changeField, string culture = "en-US")
    {
        await _pages.SeedAsync(changeField ?? "shop", jobs: 0);
        return _pages.At("/syncs", culture: culture);
    }

    private async Task<IReadOnlyList<DatasourceView>> SourcesAsync(string? changeField) =>
        [.. (await _pages.Get<DatasourceService>().ListAsync(1, 10, CancellationToken.None)).Items.Select(source => source with { ChangeField = changeField })];
}
