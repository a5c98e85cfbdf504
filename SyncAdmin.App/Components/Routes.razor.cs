using Microsoft.AspNetCore.Components;
using SyncAdmin.App.Components.Layout;

namespace SyncAdmin.App.Components;

/// <summary>Finds the page of an address, or says that there is none or that the reader may not see it.</summary>
public sealed partial class Routes : ComponentBase
{
    private Reader _reader = Reader.Unknown;

    /// <summary>The browser's IANA time zone id; null: not known yet.</summary>
    [Parameter]
    public string? TimeZoneId { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _reader = Reader.In(TimeZoneId);

    private static string TemplateOf(Microsoft.AspNetCore.Components.RouteData route) => "/" + route.Template?.TrimStart('/');
}
