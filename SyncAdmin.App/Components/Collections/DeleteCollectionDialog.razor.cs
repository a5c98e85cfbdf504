using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using SyncAdmin.App.Components.Access;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Hosting;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Components.Collections;

/// <summary>Says what deleting does, asks for the name, and deletes. What a datasource feeds needs a second consent.</summary>
public sealed partial class DeleteCollectionDialog : FocusedDialog
{
    private string? _typed;
    private bool _force;
    private Problem? _problem;
    private bool _busy;
    private ElementReference _first;

    /// <summary>What would be deleted.</summary>
    [Parameter]
    [EditorRequired]
    public CollectionView Collection { get; set; } = null!;

    /// <inheritdoc/>
    protected override ElementReference First => _first;

    [Inject]
    private CurrentActor Reader { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CollectionTexts> L { get; set; } = null!;

    [Inject]
    private CollectionManager Manager { get; set; } = null!;

    [Inject]
    private CorrelationIds Correlation { get; set; } = null!;

    private bool IsConfirmed => string.Equals(_typed?.Trim(), Collection.Name, StringComparison.Ordinal);

    /// <summary>True when it was deleted.</summary>
    public static async Task<bool> OpenAsync(DialogService dialogs, string title, CollectionView collection)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var answer = await dialogs.OpenAsync<DeleteCollectionDialog>(
            title,
            new(StringComparer.Ordinal) { [nameof(Collection)] = collection },
            Options(480));
        return answer is true;
    }

    private async Task DeleteAsync()
    {
        if (_busy || !IsConfirmed || await Reader.WithAsync(Permission.Configure) is not { } actor)
        {
            return;
        }

        _busy = true;
        try
        {
            var deleted = await Manager.DeleteAsync(Collection.Name, _force, actor, Correlation.Next(), CancellationToken.None);
            _problem = deleted.Problem;
            if (deleted.Succeeded)
            {
                Dialogs.Close(true);
            }
        }
        catch (ProblemException exception)
        {
            _problem = exception.Problem;
        }

        _busy = false;
    }
}
