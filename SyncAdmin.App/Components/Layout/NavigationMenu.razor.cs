using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Layout;

/// <summary>The sidebar: only pages that exist, and only those the reader may open.</summary>
public sealed partial class NavigationMenu : ComponentBase
{
    private static readonly Group[] Groups =
    [
        new(null,
        [
            new("NavHome", "/", "home", NavLinkMatch.All),
            new("NavSearch", "/search", "search"),
        ]),
        new("NavGroupData",
        [
            new("NavSyncs", "/syncs", "sync"),
            new("NavCollections", "/collections", "box"),
        ]),
    ];

    [Inject]
    private IStringLocalizer<LayoutTexts> L { get; set; } = null!;

    private sealed record Group(string? TitleKey, Item[] Items);

    private sealed record Item(string TextKey, string Href, string Icon, NavLinkMatch Match = NavLinkMatch.Prefix);
}
