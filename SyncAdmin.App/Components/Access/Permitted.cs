using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using SyncAdmin.App.Access;
using SyncAdmin.Core.Access;

namespace SyncAdmin.App.Components.Access;

/// <summary>Shows its content to a reader who may do this; <see cref="PolicyTable"/> and <see cref="Policy"/> decide, as they do for requests.</summary>
public sealed class Permitted : ComponentBase
{
    private bool _allowed;

    /// <summary>What the reader must have; or give <see cref="Page"/>.</summary>
    [Parameter]
    public Permission? Permission { get; set; }

    /// <summary>Route template of the page that the reader must be allowed to open.</summary>
    [Parameter]
    public string? Page { get; set; }

    /// <summary>What an allowed reader sees.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>What everybody else sees; null: nothing.</summary>
    [Parameter]
    public RenderFragment? Otherwise { get; set; }

    [Inject]
    private CurrentActor Reader { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var actor = await Reader.GetAsync();
        _allowed = Page is null
            ? actor is not null && Permission is { } permission && Policy.Allows(actor.Role, permission)
            : PolicyTable.OfPage(Page) is not { } needed ? PolicyTable.IsPage(Page) : actor is not null && Policy.Allows(actor.Role, needed);
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddContent(0, _allowed ? ChildContent : Otherwise);
    }
}
