using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Models;

/// <summary>Checks that the settings of all providers share.</summary>
internal static class ModelSettings
{
    internal static IEnumerable<string> AddressMistakes(string key, Uri address, string apiKey, string examples)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            yield return $"{key} is '{address}': set it to an http or https address such as {examples}.";
        }
        else if (address.UserInfo.Length > 0)
        {
            yield return $"{key} holds a user or password: leave them out and set {apiKey}.";
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
