using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Errors;

/// <summary>A page that exists, for another role.</summary>
public sealed partial class NoPermission : ComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> L { get; set; } = null!;
}
