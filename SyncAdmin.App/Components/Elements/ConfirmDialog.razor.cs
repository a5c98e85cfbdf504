using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Elements;

/// <summary>Asks before something is done, and says what it will do. Opened by <see cref="AskAsync"/>.</summary>
public sealed partial class ConfirmDialog : ComponentBase
{
    /// <summary>What will happen.</summary>
    [Parameter]
    [EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>The verb of the button that does it.</summary>
    [Parameter]
    [EditorRequired]
    public string Yes { get; set; } = "";

    /// <summary>True when something is stopped or lost.</summary>
    [Parameter]
    public bool Destroys { get; set; }

    [Inject]
    private IStringLocalizer<ElementTexts> L { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    /// <summary>True when the reader pressed <paramref name="yes"/>.</summary>
    public static async Task<bool> AskAsync(DialogService dialogs, string title, string text, string yes, bool destroys)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var answer = await dialogs.OpenAsync<ConfirmDialog>(
            title,
            new(StringComparer.Ordinal) { [nameof(Text)] = text, [nameof(Yes)] = yes, [nameof(Destroys)] = destroys },
            new() { Width = "min(440px, calc(100vw - 32px))", CloseDialogOnEsc = true, AutoFocusFirstElement = true });
        return answer is true;
    }
}
