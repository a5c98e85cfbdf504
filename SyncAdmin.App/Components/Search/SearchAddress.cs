using System.Text.Json;
using Microsoft.AspNetCore.Components;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Components.Search;

/// <summary>A search as the URL of its page holds it.</summary>
/// <param name="Collection">Name of the collection.</param>
/// <param name="Text">What was typed, or understood of a photo.</param>
/// <param name="Limit">How many results.</param>
internal sealed record SearchAddress(string? Collection, string? Text, int Limit)
{
    internal const int DefaultLimit = 20;
    private const int MostFilters = 10;
    private const int MostCodes = 10;

    internal static IReadOnlyList<int> Limits { get; } = [10, 20, 50, 100];

    /// <summary>Each <c>field:value</c>, which results must have; one that is not of that form counts for nothing.</summary>
    internal IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Codes of a photo, matched exactly beside the text.</summary>
    internal IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The filters' fields and values.</summary>
    internal IReadOnlyList<(string Field, string Value)> Filters =>
    [
        .. Only.Take(MostFilters).Select(only => (only, Colon: only.IndexOf(':', StringComparison.Ordinal))).Where(parts => parts.Colon > 0).Select(parts => (parts.only[..parts.Colon], parts.only[(parts.Colon + 1)..])),
    ];

    /// <summary>Every field must have one of its values.</summary>
    internal Filter? Filter => Filters is { Count: > 0 } filters
        ? new Filter { Must = [.. filters.GroupBy(filter => filter.Field, StringComparer.Ordinal).Select(Condition)] }
        : null;

    /// <summary>The same search over records with this value only.</summary>
    internal SearchAddress With(string field, string value) => this with { Only = [.. Only.Where(only => only != $"{field}:{value}"), $"{field}:{value}"] };

    /// <summary>The same search without this filter.</summary>
    internal SearchAddress Without(string field, string value) => this with { Only = [.. Only.Where(only => only != $"{field}:{value}")] };

    /// <summary>The same search for other words; a code of a photo that is no longer among them is no longer wanted.</summary>
    internal SearchAddress For(string? text) => this with { Text = text, Codes = [.. Codes.Where(code => text?.Contains(code, StringComparison.OrdinalIgnoreCase) == true)] };

    internal string ToUri(NavigationManager navigation) => navigation.GetUriWithQueryParameters("/search", new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["collection"] = Collection,
        ["q"] = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
        ["code"] = Codes.Take(MostCodes).ToArray(),
        ["limit"] = Limit == DefaultLimit ? null : Limit,
        ["only"] = Only.ToArray(),
    });

    private static Condition Condition(IGrouping<string, (string Field, string Value)> filters)
    {
        var values = filters.Select(filter => JsonSerializer.SerializeToElement(filter.Value)).ToList();
        return values is [var one] ? new Condition.Match(filters.Key, one) : new Condition.MatchAny(filters.Key, values);
    }
}
