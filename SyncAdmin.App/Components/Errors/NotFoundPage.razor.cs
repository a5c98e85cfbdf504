using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Errors;

/// <summary>An address without a page.</summary>
public sealed partial class NotFoundPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> L { get; set; } = null!;
}
