using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Models;

/// <summary>Checks that the settings of all providers share.</summary>
internal static class ModelSettings
{
    internal static IEnumerable<string> AddressMistakes(string key, Uri? address, string apiKey, string examples)
    {
        // First, because the other message repeats the address.
        if (address is { IsAbsoluteUri: true, UserInfo.Length: > 0 })
        {
            yield return $"{key} holds a user or password: leave them out and set {apiKey}.";
        }
        else if (address?.IsAbsoluteUri != true || address.Scheme is not ("http" or "https"))
        {
            yield return $"{key} is '{address}': set it to an http or https address such as {examples}.";
        }
    }

    /// <summary>A key that no header can carry, such as one that was read from a file with its line's end.</summary>
    internal static IEnumerable<string> KeyMistakes(string key, string? value)
    {
        if (value is { Length: > 0 } && value.Any(character => character is < '!' or > '~'))
        {
            yield return $"{key} holds a blank, a line's end or a character that no HTTP header can carry: set it to the key alone.";
        }
    }

    /// <summary>What every provider's limits must lie between.</summary>
    internal static IEnumerable<SettingRange> LimitRanges(
        int concurrency, int timeoutSeconds, int? itemsPerMinute, int? tokensPerMinute, decimal? pricePerMillionTokens) =>
    [
        new("Concurrency", concurrency, 1, 64),
        new("TimeoutSeconds", timeoutSeconds, 1, 600),
        new("ItemsPerMinute", itemsPerMinute ?? 1, 1, 100_000_000),
        // A text of the longest kind has thousands of tokens: with less, one batch would take days.
        new("TokensPerMinute", tokensPerMinute ?? 1000, 1000, 2_000_000_000),
        new("PricePerMillionTokens", (double)(pricePerMillionTokens ?? 0), 0, 10_000),
    ];
}
