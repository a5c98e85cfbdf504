using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Components.Collections;

/// <summary>Points of a collection, filtered and in pages, and one of them whole. What is asked is the URL's.</summary>
public sealed partial class PointBrowser : LeavingComponent
{
    private const int ShortLength = 240;
    private const string FilterExample = """{"must":[{"key":"price","range":{"gte":10}}]}""";
    private PointAddress? _answered;
    private PointPage? _page;
    private PointView? _point;
    private Problem? _problem;
    private Problem? _pointProblem;

    /// <summary>Name of the collection.</summary>
    [Parameter]
    [EditorRequired]
    public string Collection { get; set; } = "";

    /// <summary>What the URL asks for.</summary>
    [Parameter]
    [EditorRequired]
    public PointAddress Asked { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CollectionTexts> L { get; set; } = null!;

    [Inject]
    private CollectionPoints Points { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Asked == _answered)
        {
            return;
        }

        var samePage = _answered is not null && _answered with { Point = null } == Asked with { Point = null };
        _answered = Asked;
        (_point, _pointProblem) = string.IsNullOrEmpty(Asked.Point)
            ? (null, null)
            : await AskAsync(() => Points.GetAsync(Collection, Asked.Point, withVector: false, Left));
        if (!samePage)
        {
            var query = Asked.ToQuery();
            (_page, _problem) = query.Succeeded ? await AskAsync(() => Points.QueryAsync(Collection, query.Value, Left)) : (null, query.Problem);
        }
    }

    private static async Task<(T? Value, Problem? Problem)> AskAsync<T>(Func<Task<Outcome<T>>> ask)
    {
        try
        {
            var answer = await ask();
            return (answer.Value, answer.Problem);
        }
        catch (ProblemException exception)
        {
            return (default, exception.Problem);
        }
        catch (OperationCanceledException)
        {
            return default; // The page was left.
        }
    }

    private static string? CodeOf(PointView point) =>
        point.Sync is { ValueKind: JsonValueKind.Object } sync && sync.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString() : null;

    private static string Short(PointView point)
    {
        var json = PointPanel.Readable(point.Payload, indented: false);
        return json.Length <= ShortLength ? json : json[..ShortLength] + "…";
    }

    private string To(PointAddress address) => Navigation.GetUriWithQueryParameters(CollectionWords.Address(Collection), new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["field"] = Filled(address.Field),
        ["value"] = Filled(address.Value),
        ["filter"] = Filled(address.Filter),
        ["offset"] = Filled(address.Offset),
        ["point"] = Filled(address.Point),
    });

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
