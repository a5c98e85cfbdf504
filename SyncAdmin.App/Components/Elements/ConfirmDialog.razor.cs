using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using Radzen.Blazor;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Elements;

/// <summary>Asks before something is done, and says what it will do. Opened by <see cref="AskAsync"/>.</summary>
public sealed partial class ConfirmDialog : FocusedDialog
{
    private RadzenButton _no = null!;

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

    /// <inheritdoc/>
    protected override ElementReference First => _no.Element;

    [Inject]
    private IStringLocalizer<ElementTexts> L { get; set; } = null!;

    /// <summary>True when the reader pressed <paramref name="yes"/>.</summary>
    public static async Task<bool> AskAsync(DialogService dialogs, string title, string text, string yes, bool destroys)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var answer = await dialogs.OpenAsync<ConfirmDialog>(
            title,
            new(StringComparer.Ordinal) { [nameof(Text)] = text, [nameof(Yes)] = yes, [nameof(Destroys)] = destroys },
            Options(440));
        return answer is true;
    }
}
