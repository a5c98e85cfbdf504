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
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Components.Collections;

/// <summary>Asks for a new collection's name and shape, and makes it. What is left empty is left to the store.</summary>
public sealed partial class CreateCollectionDialog : FocusedDialog
{
    private const int DefaultSize = 768;
    private string? _name;
    private int _size = DefaultSize;
    private Distance _distance = Distance.Cosine;
    private int? _m;
    private int? _ef;
    private QuantizationKind? _quantization;
    private double? _quantile;
    private bool _onDisk;
    private bool _graphOnDisk;
    private bool _payloadOnDisk;
    private Problem? _problem;
    private bool _busy;
    private ElementReference _first;

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

    /// <summary>The name of the collection that was made; null when none was.</summary>
    public static async Task<string?> OpenAsync(DialogService dialogs, string title)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        return (string?)await dialogs.OpenAsync<CreateCollectionDialog>(
            title, [], Options(520));
    }

    private CollectionSpec Spec() => new(_size, _distance, _m, _ef)
    {
        HnswOnDisk = _graphOnDisk ? true : null,
        OnDisk = _onDisk ? true : null,
        OnDiskPayload = _payloadOnDisk ? true : null,
        Quantization = _quantization is { } kind ? new Quantization(kind, Quantile: kind == QuantizationKind.Scalar ? _quantile : null) : null,
    };

    private async Task CreateAsync()
    {
        if (_busy || await Reader.WithAsync(Permission.Configure) is not { } actor)
        {
            return;
        }

        _busy = true;
        try
        {
            var made = await Manager.CreateAsync(_name?.Trim() ?? "", Spec(), actor, Correlation.Next(), CancellationToken.None);
            _problem = made.Problem;
            if (made.Succeeded)
            {
                Dialogs.Close(made.Value.Name);
            }
        }
        catch (ProblemException exception)
        {
            _problem = exception.Problem;
        }

        _busy = false;
    }
}
