using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Layout;

/// <summary>Language and theme.</summary>
public sealed partial class PreferenceSwitches : ComponentBase
{
    [Inject]
    private IStringLocalizer<LayoutTexts> L { get; set; } = null!;

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private static string Pressed(bool pressed) => pressed ? "true" : "false";
}
