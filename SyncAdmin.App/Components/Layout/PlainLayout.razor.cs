using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Layout;

/// <summary>The frame of pages that are seen without being signed in.</summary>
public sealed partial class PlainLayout : LayoutComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> L { get; set; } = null!;
}
