using Microsoft.AspNetCore.Components;
using Radzen;

namespace SyncAdmin.App.Components.Elements;

/// <summary>The content of a dialog that takes the focus as soon as it is there.</summary>
public abstract class FocusedDialog : ComponentBase
{
    /// <summary>Closes it.</summary>
    [Inject]
    protected DialogService Dialogs { get; set; } = null!;

    /// <summary>What has the focus at first.</summary>
    protected abstract ElementReference First { get; }

    /// <summary>How such a dialog is opened.</summary>
    /// <param name="width">Pixels, where the window has as many.</param>
    protected static DialogOptions Options(int width) =>
        new() { Width = $"min({width}px, calc(100vw - 32px))", CloseDialogOnEsc = true, AutoFocusFirstElement = false };

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            // At once: Radzen's own way takes half a second, in which Enter still presses the button behind the dialog.
            await First.FocusAsync();
        }
    }
}
