using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Search;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vision;

namespace SyncAdmin.App.Components.Search;

/// <summary>Finds records of a collection by words or code. The search is in the URL; it runs when asked, not at every key, because with a paid model every run costs.</summary>
public sealed partial class SearchPage : LeavingComponent
{
    private const int MostCollections = 200;
    private const int LargestHandover = 256 * 1024;

    // The page itself must not wait for a provider that is slow or hangs: after this the circuit asks, and shows that it does.
    private static readonly TimeSpan LongestPrerender = TimeSpan.FromSeconds(3);

    private CancellationTokenSource? _running;
    private string? _answered;
    private PhotoReading? _photo;
    private SearchTerms _terms = SearchTerms.None;
    private Problem? _problem;
    private string? _text;
    private bool _busy;

    /// <summary>Name of the collection; the first one when left out.</summary>
    [SupplyParameterFromQuery(Name = "collection")]
    public string? Collection { get; set; }

    /// <summary>Words or a code.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    /// <summary>How many results, 1 to 100.</summary>
    [SupplyParameterFromQuery(Name = "limit")]
    public int? Limit { get; set; }

    /// <summary>Each <c>field:value</c>, which results must have.</summary>
    [SupplyParameterFromQuery(Name = "only")]
    public string[]? Only { get; set; }

    /// <summary>Codes seen on a photo, matched exactly beside the text.</summary>
    [SupplyParameterFromQuery(Name = "code")]
    public string[]? Codes { get; set; }

    /// <summary>What can be searched; kept from the prerendered page.</summary>
    [PersistentState]
    public Page<CollectionView>? Collections { get; set; }

    /// <summary>What was found, kept from the prerendered page, so that a search is not paid twice; unless it is too large for the way through the browser.</summary>
    [PersistentState]
    public SearchAnswer? Prerendered
    {
        get => Answer?.Results.Sum(result => result.Payload.GetRawText().Length) < LargestHandover ? Answer : null;
        set => Answer = value;
    }

    [Inject]
    private IStringLocalizer<SearchTexts> L { get; set; } = null!;

    [Inject]
    private SearchService Searches { get; set; } = null!;

    [Inject]
    private IVision Seeing { get; set; } = null!;

    [Inject]
    private CollectionManager CollectionList { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private SearchAnswer? Answer { get; set; }

    private bool Asked => !string.IsNullOrWhiteSpace(Text);

    private SearchAddress Current => new(
        Collection ?? (Collections is { Items: [var first, ..] } ? first.Name : null),
        Text,
        Math.Clamp(Limit ?? SearchAddress.DefaultLimit, 1, SearchService.HighestLimit))
    {
        Only = Only ?? [],
        Codes = Codes ?? [],
    };

    private CollectionView? Chosen => Collections?.Items.FirstOrDefault(item => string.Equals(item.Name, Current.Collection, StringComparison.Ordinal));

    private bool IsLexical => Chosen?.Embedding is { Provider: "local" };

    /// <summary>What of the search no result has. Only said of vectors that stand for words: those of a model stand for meaning, and "hammer" may well find "martillo".</summary>
    private (IReadOnlyList<string> Words, bool All)? Missing => IsLexical && Answer is { } answer && !answer.Results.Any(result => result.ExactCode)
        ? _terms.MissingIn(answer.Results.SelectMany(result => PayloadSummary.AllTexts(result.Payload)))
        : null;

    private string Searchable => Chosen?.TotalPoints is { } points
        ? L["First", Figures.Count(points), Chosen.Name]
        : L["FirstUnknown"];

    private string Timings => string.Join(" · ", Steps.Select(step =>
        (L["Step" + char.ToUpperInvariant(step.Key[0]) + step.Key[1..]] is { ResourceNotFound: false } word ? word.Value : step.Key) + " " + Figures.Milliseconds(step.Value)));

    private IEnumerable<KeyValuePair<string, double>> Steps =>
        _photo is { } photo && string.Equals(photo.Text, Text, StringComparison.Ordinal) ? Answer!.Timings.Prepend(KeyValuePair.Create("photo", photo.Took)) : Answer!.Timings;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Collections ??= await CollectionList.ListAsync(1, MostCollections, Left);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _text = Text;
        _terms = SearchTerms.Of(Text);
        var asked = Current.ToUri(Navigation);
        if (asked == _answered || Collections is not { Total: > 0 })
        {
            return;
        }

        // The first time round an answer is there already when the page was prerendered.
        var prerendered = _answered is null && Answer is not null;
        _answered = asked;
        if (!prerendered)
        {
            await RunAsync();
        }
    }

    private async Task RunAsync()
    {
        _problem = null;
        if (!Asked || Current.Collection is not { } collection)
        {
            Answer = null;
            return;
        }

        if (_running is not null)
        {
            await _running.CancelAsync();
            _running.Dispose();
        }

        using var patience = new CancellationTokenSource(RendererInfo.IsInteractive ? Timeout.InfiniteTimeSpan : LongestPrerender, Clock);
        _running = CancellationTokenSource.CreateLinkedTokenSource(Left, patience.Token);
        var mine = _running;
        _busy = true;
        try
        {
            var text = Text!.Trim();
            var outcome = await Searches.SearchTextAsync(
                new TextSearch(collection, text[..Math.Min(text.Length, SearchService.LongestText)], Current.Limit, Current.Filter) { Codes = Current.Codes }, mine.Token);
            (Answer, _problem) = (outcome.Value, outcome.Problem);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return; // The reader asked for something else meanwhile, or left.
        }

        _busy = false;
    }

    private static int Number(object? value) => int.TryParse(value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : SearchAddress.DefaultLimit;

    private string OnlyAddress(string field, string value) => Current.With(field, value).ToUri(Navigation);

    private string WithoutCode(string code) => (Current with { Codes = [.. Current.Codes.Where(other => other != code)] }).ToUri(Navigation);

    private void Submit() => Go(Current.For(_text));

    // The search goes by the address like one that was typed: it can be edited, reloaded and passed on, without the photo.
    private void Read(PhotoReading photo)
    {
        _photo = photo;
        if (!string.IsNullOrWhiteSpace(photo.Text))
        {
            Go(Current with { Text = photo.Text, Codes = photo.Codes ?? [], Only = [] });
        }
    }

    private void Go(SearchAddress address) => Navigation.NavigateTo(address.ToUri(Navigation));
}
