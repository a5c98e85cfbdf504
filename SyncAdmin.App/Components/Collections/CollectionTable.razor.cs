using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Collections;

namespace SyncAdmin.App.Components.Collections;

/// <summary>Collections, a row each; on a phone a card each.</summary>
public sealed partial class CollectionTable : ComponentBase
{
    /// <summary>The rows.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<CollectionView> Collections { get; set; } = [];

    /// <summary>One of them is gone.</summary>
    [Parameter]
    public EventCallback Deleted { get; set; }

    [Inject]
    private IStringLocalizer<CollectionTexts> L { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private async Task DeleteAsync(CollectionView collection)
    {
        if (await DeleteCollectionDialog.OpenAsync(Dialogs, L["DeleteTitle", collection.Name], collection))
        {
            await Deleted.InvokeAsync();
        }
    }
}
