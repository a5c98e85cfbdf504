using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Layout;

/// <summary>Shown while the circuit has no connection; driven by <c>js/reconnect.js</c>, since no component can be.</summary>
public sealed partial class ReconnectDialog : ComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> L { get; set; } = null!;
}
