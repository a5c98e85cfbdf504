using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Components.Collections;

/// <summary>One collection: what it is, what feeds it, and its points. Filter, page and chosen point are in the URL.</summary>
public sealed partial class CollectionPage : LeavingComponent
{
    private CollectionInfo? _info;
    private Problem? _problem;
    private string? _read;

    /// <summary>Name of the collection.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>Payload field that <see cref="Value"/> is looked for in.</summary>
    [SupplyParameterFromQuery(Name = "field")]
    public string? Field { get; set; }

    /// <summary>What the field must hold.</summary>
    [SupplyParameterFromQuery(Name = "value")]
    public string? Value { get; set; }

    /// <summary>A filter in Qdrant's form.</summary>
    [SupplyParameterFromQuery(Name = "filter")]
    public string? Filter { get; set; }

    /// <summary>The point that the page begins with.</summary>
    [SupplyParameterFromQuery(Name = "offset")]
    public string? Offset { get; set; }

    /// <summary>The point that is shown whole.</summary>
    [SupplyParameterFromQuery(Name = "point")]
    public string? Point { get; set; }

    /// <summary>What is shown; kept from the prerendered page, so that the store is asked once.</summary>
    [PersistentState]
    public CollectionView? Collection { get; set; }

    [Inject]
    private IStringLocalizer<CollectionTexts> L { get; set; } = null!;

    [Inject]
    private CollectionManager Manager { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private PointAddress Asked => new(Field, Value, Filter, Offset, Point);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (string.Equals(_read, Name, StringComparison.Ordinal))
        {
            return;
        }

        _read = Name;
        if (string.Equals(Collection?.Name, Name, StringComparison.Ordinal))
        {
            await ReadInfoAsync();
        }
        else
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        var found = await Manager.GetAsync(Name, Left);
        (Collection, _problem) = (found.Value, found.Problem);
        await ReadInfoAsync();
    }

    /// <summary>A store that is away is told with the collection; the rest of the page needs its answer.</summary>
    private async Task ReadInfoAsync() => _info = Collection is { TotalPoints: not null } ? (await Manager.InfoAsync(Name, Left)).Value : null;

    private async Task DeleteAsync()
    {
        if (await DeleteCollectionDialog.OpenAsync(Dialogs, L["DeleteTitle", Collection!.Name], Collection))
        {
            Navigation.NavigateTo("/collections");
        }
    }
}
