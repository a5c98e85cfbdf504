using System.Text.Json;
using Microsoft.AspNetCore.Components;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Components.Search;

/// <summary>A search as the URL of its page holds it.</summary>
/// <param name="Collection">Name of the collection.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Limit">How many results.</param>
/// <param name="Only"><c>field:value</c> that results must have; null: no filter.</param>
internal sealed record SearchAddress(string? Collection, string? Text, int Limit, string? Only)
{
    internal const int DefaultLimit = 20;

    internal static IReadOnlyList<int> Limits { get; } = [10, 20, 50, 100];

    /// <summary>The filter's field and value; null when there is none or it is not well-formed.</summary>
    internal (string Field, string Value)? OnlyParts =>
        Only?.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (Only[..colon], Only[(colon + 1)..]) : null;

    internal Filter? Filter => OnlyParts is { } only
        ? new Filter { Must = [new Condition.Match(only.Field, JsonSerializer.SerializeToElement(only.Value))] }
        : null;

    internal string ToUri(NavigationManager navigation) => navigation.GetUriWithQueryParameters("/search", new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["collection"] = Collection,
        ["q"] = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
        ["limit"] = Limit == DefaultLimit ? null : Limit,
        ["only"] = Only,
    });
}
