using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.App.Components.Collections;

/// <summary>All collections with their live counts. The page is in the URL.</summary>
public sealed partial class CollectionsPage : LeavingComponent
{
    private const int PageSize = 25;
    private int _read;

    /// <summary>1 for the first page.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <summary>What is shown; kept from the prerendered page, so that the store is asked once.</summary>
    [PersistentState]
    public Page<CollectionView>? Collections { get; set; }

    [Inject]
    private IStringLocalizer<CollectionTexts> L { get; set; } = null!;

    [Inject]
    private CollectionManager Manager { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private int PageNumber => Math.Max(1, Number ?? 1);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_read != PageNumber && Collections?.Number != PageNumber)
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        _read = PageNumber;
        Collections = await Manager.ListAsync(PageNumber, PageSize, Left);
        if (Collections is { Items.Count: 0, Total: > 0 })
        {
            // An address of a page that is there no more: the last one is the nearest.
            Collections = await Manager.ListAsync((int)((Collections.Total + PageSize - 1) / PageSize), PageSize, Left);
        }
    }

    private async Task CreateAsync()
    {
        if (await CreateCollectionDialog.OpenAsync(Dialogs, L["Create"]) is { } made)
        {
            Navigation.NavigateTo(CollectionWords.Address(made));
        }
    }
}
