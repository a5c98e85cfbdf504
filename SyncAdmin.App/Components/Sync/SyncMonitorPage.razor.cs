using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>All sync jobs, newest first. Filter and page live in the URL; the rows in sight move by themselves.</summary>
public sealed partial class SyncMonitorPage : LiveComponent
{
    private const int PageSize = 25;
    private const int MostSources = 200;

    private IReadOnlyList<DatasourceView> _sources = [];

    /// <summary>Only jobs of this datasource.</summary>
    [SupplyParameterFromQuery(Name = "datasource")]
    public string? Datasource { get; set; }

    /// <summary>Only jobs in this state.</summary>
    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    /// <summary>Only jobs of this type.</summary>
    [SupplyParameterFromQuery(Name = "type")]
    public string? Type { get; set; }

    /// <summary>1 for the first page.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <summary>What is shown; kept from the prerendered page, so that it does not flicker when the circuit starts.</summary>
    [PersistentState]
    public Page<SyncJobView>? Jobs { get; set; }

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    [Inject]
    private SyncService Syncs { get; set; } = null!;

    [Inject]
    private DatasourceService Datasources { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private SyncJobFilter Filter => new(
        Guid.TryParse(Datasource, out var id) ? id : null,
        Enum.TryParse<SyncJobStatus>(Status, ignoreCase: true, out var status) ? status : null,
        Enum.TryParse<SyncJobType>(Type, ignoreCase: true, out var type) ? type : null);

    private bool IsFiltered => Filter != new SyncJobFilter();

    private int PageNumber => Math.Max(1, Number ?? 1);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Watch(null);
        _sources = (await Datasources.ListAsync(1, MostSources, Left)).Items;
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Jobs = await Syncs.ListAsync(Filter, PageNumber, PageSize, Left);
        if (Jobs is { Items.Count: 0, Total: > 0 })
        {
            // An address of a page that is there no more: the last one is the nearest.
            Jobs = await Syncs.ListAsync(Filter, (int)((Jobs.Total + PageSize - 1) / PageSize), PageSize, Left);
        }
    }

    /// <inheritdoc/>
    protected override bool Take(SyncJobView job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (Jobs is null)
        {
            return false;
        }

        var rows = Jobs.Items.ToList();
        var at = rows.FindIndex(row => row.Id == job.Id);
        if (at >= 0)
        {
            rows[at] = job;
            Jobs = Jobs with { Items = rows };
            return true;
        }

        if (PageNumber > 1 || !Matches(job))
        {
            return false;
        }

        // A job that was made after the list was read: it belongs on top, and pushes the last row to the next page.
        Jobs = Jobs with { Items = [job, .. rows.Take(PageSize - 1)], Total = Jobs.Total + 1 };
        return true;
    }

    private static string Slug(Enum value) => value.ToString().ToLowerInvariant();

    private bool Matches(SyncJobView job) =>
        (Filter.DatasourceId is null || Filter.DatasourceId == job.DatasourceId)
        && (Filter.Status is null || Filter.Status == job.Status)
        && (Filter.Type is null || Filter.Type == job.Type);

    private void Go(string name, object? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = string.IsNullOrEmpty(value as string) ? null : value, ["page"] = null }));

    private async Task StartAsync()
    {
        var started = await StartSyncDialog.OpenAsync(Dialogs, L["StartSync"], _sources);
        if (started is not null)
        {
            Navigation.NavigateTo($"/syncs/{started}");
        }
    }
}
