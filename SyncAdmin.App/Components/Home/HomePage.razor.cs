using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Home;

/// <summary>What is here: a search box, what ran last, and the collections with their counts.</summary>
public sealed partial class HomePage : LiveComponent
{
    private const int MostJobs = 5;
    private const int MostCollections = 50;

    /// <summary>The last jobs; kept from the prerendered page.</summary>
    [PersistentState]
    public IReadOnlyList<SyncJobView>? Jobs { get; set; }

    /// <summary>The collections; kept from the prerendered page.</summary>
    [PersistentState]
    public Page<CollectionView>? Collections { get; set; }

    [Inject]
    private IStringLocalizer<HomeTexts> L { get; set; } = null!;

    [Inject]
    private SyncService Syncs { get; set; } = null!;

    [Inject]
    private CollectionManager CollectionList { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Watch(null);
        Jobs = (await Syncs.ListAsync(new SyncJobFilter(), 1, MostJobs, Left)).Items;
        Collections = await CollectionList.ListAsync(1, MostCollections, Left);
    }

    /// <inheritdoc/>
    protected override bool Take(SyncJobView job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (Jobs is null)
        {
            return false;
        }

        Jobs = Jobs.Any(row => row.Id == job.Id)
            ? [.. Jobs.Select(row => row.Id == job.Id ? job : row)]
            : [job, .. Jobs.Take(MostJobs - 1)];
        return true;
    }
}
