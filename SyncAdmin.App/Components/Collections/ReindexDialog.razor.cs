using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using Radzen.Blazor;
using SyncAdmin.App.Components.Access;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Hosting;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Components.Collections;

/// <summary>Says what a re-index does and takes, asks what it shall change, and begins it. What is left empty stays as it is.</summary>
public sealed partial class ReindexDialog : FocusedDialog
{
    private string? _alias;
    private Distance? _distance;
    private QuantizationKind? _quantization;
    private double? _quantile;
    private int? _m;
    private int? _ef;
    private Place[] _places = [];
    private Problem? _problem;
    private bool _busy;
    private ElementReference _aliasField;
    private RadzenButton _close = null!;

    /// <summary>What would be re-indexed.</summary>
    [Parameter]
    [EditorRequired]
    public CollectionView Collection { get; set; } = null!;

    /// <inheritdoc/>
    protected override ElementReference First => StandsForItself ? _aliasField : _close.Element;

    [Inject]
    private CurrentActor Reader { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CollectionTexts> L { get; set; } = null!;

    [Inject]
    private ReindexService Reindexes { get; set; } = null!;

    [Inject]
    private IEmbedder Embedder { get; set; } = null!;

    [Inject]
    private CorrelationIds Correlation { get; set; } = null!;

    /// <summary>Adopted under its own name: there is none that could be moved.</summary>
    private bool StandsForItself => string.Equals(Collection.Name, Collection.PhysicalName, StringComparison.Ordinal);

    /// <summary>Whether vectors that are there can't be used again: of another model or distance, or of one that nobody is sure of.</summary>
    private bool EmbedsAgain =>
        Collection.Embedding != Embedder.Fingerprint || Collection.Warning is not null || (_distance is { } distance && distance != Collection.Spec.Distance);

    private IEnumerable<Distance> OtherDistances => Enum.GetValues<Distance>().Where(other => other != Collection.Spec.Distance);

    private string QuantizationNow => Collection.Spec.Quantization is { } now ? L["Quantization" + now.Kind] : L["QuantizationNone"];

    /// <summary>The re-index that has begun; null: none has.</summary>
    public static async Task<ReindexView?> OpenAsync(DialogService dialogs, string title, CollectionView collection)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        return (ReindexView?)await dialogs.OpenAsync<ReindexDialog>(
            title,
            new(StringComparer.Ordinal) { [nameof(Collection)] = collection },
            Options(560));
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _places =
    [
        new("OnDisk", "reindex-on-disk", Collection.Spec.OnDisk),
        new("GraphOnDisk", "reindex-graph-on-disk", Collection.Spec.HnswOnDisk),
        new("PayloadOnDisk", "reindex-payload-on-disk", Collection.Spec.OnDiskPayload),
    ];

    private string NumberNow(int? number) => L["AsNow", number is { } now ? Figures.Count(now) : L["StoresOwn"].Value];

    private string PlaceNow(Place place) => place.Now switch { true => L["Yes"], false => L["No"], null => L["StoresOwn"] };

    private ReindexRequest Request() => new()
    {
        Distance = _distance,
        HnswM = _m,
        HnswEfConstruct = _ef,
        OnDisk = _places[0].Chosen,
        HnswOnDisk = _places[1].Chosen,
        OnDiskPayload = _places[2].Chosen,
        Quantization = _quantization is { } kind ? new Quantization(kind, Quantile: kind == QuantizationKind.Scalar ? _quantile : null) : null,
        Alias = StandsForItself && !string.IsNullOrWhiteSpace(_alias) ? _alias.Trim() : null,
    };

    private async Task StartAsync()
    {
        if (_busy || await Reader.WithAsync(Permission.Configure) is not { } actor)
        {
            return;
        }

        _busy = true;
        try
        {
            var started = await Reindexes.StartAsync(Collection.Name, Request(), actor, Correlation.Next(), CancellationToken.None);
            _problem = started.Problem;
            if (started.Succeeded)
            {
                Dialogs.Close(started.Value);
            }
        }
        catch (ProblemException exception)
        {
            _problem = exception.Problem;
        }

        _busy = false;
    }

    /// <summary>Where a part of the collection is kept.</summary>
    private sealed class Place(string word, string id, bool? now)
    {
        internal string Word => word;

        internal string Id => id;

        internal bool? Now => now;

        internal string Choice { get; set; } = "";

        internal bool? Chosen => Choice switch { "yes" => true, "no" => false, _ => null };
    }
}
