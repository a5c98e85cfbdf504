using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Sync.Planning;

namespace SyncAdmin.App.Components.Sync;

/// <summary>One record of a plan on its way: row, payload, text, and what is nearest to it now.</summary>
public sealed partial class PlanSampleView : ComponentBase
{
    private const int ShownValues = 3;

    /// <summary>The record.</summary>
    [Parameter]
    [EditorRequired]
    public PlanSample Sample { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    /// <summary>The first texts of its payload but its code, which stands beside them.</summary>
    private static string Summary(PlanNeighbour neighbour) => neighbour.Payload.ValueKind != JsonValueKind.Object ? "" : string.Join(" · ", neighbour.Payload.EnumerateObject()
        .Where(static member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        .Select(static member => member.Value.ToString())
        .Where(text => text.Length > 0 && text != neighbour.Code)
        .Take(ShownValues));
}
