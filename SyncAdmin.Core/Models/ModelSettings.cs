namespace SyncAdmin.Core.Models;

/// <summary>Checks that the settings of all providers share.</summary>
internal static class ModelSettings
{
    internal static IEnumerable<string> AddressMistakes(string key, Uri address, string apiKey, string examples)
    {
        // First, because the other message repeats the address.
        if (address.IsAbsoluteUri && address.UserInfo.Length > 0)
        {
            yield return $"{key} holds a user or password: leave them out and set {apiKey}.";
        }
        else if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            yield return $"{key} is '{address}': set it to an http or https address such as {examples}.";
        }
    }

    /// <summary>A line break at the end, as files with secrets have it, would end each call with an error that nobody foresaw. Never repeats the key.</summary>
    internal static IEnumerable<string> KeyMistakes(string setting, string? apiKey)
    {
        if (!string.IsNullOrWhiteSpace(apiKey) && apiKey.Any(character => character is < '!' or > '~'))
        {
            yield return $"{setting} holds a blank, a line break or a character that no HTTP header can carry: set it to the key alone.";
        }
    }

    /// <summary>What every provider's limits must lie between.</summary>
    internal static IEnumerable<(string Key, decimal Value, decimal Lowest, decimal Highest)> LimitRanges(
        int concurrency, int timeoutSeconds, int? itemsPerMinute, int? tokensPerMinute, decimal? pricePerMillionTokens) =>
    [
        ("Concurrency", concurrency, 1, 64),
        ("TimeoutSeconds", timeoutSeconds, 1, 600),
        ("ItemsPerMinute", itemsPerMinute ?? 1, 1, 100_000_000),
        // A text of the longest kind has thousands of tokens: with less, one batch would take days.
        ("TokensPerMinute", tokensPerMinute ?? 1000, 1000, 2_000_000_000),
        ("PricePerMillionTokens", pricePerMillionTokens ?? 0, 0, 10_000),
    ];

    internal static IEnumerable<string> RangeMistakes(string section, IEnumerable<(string Key, decimal Value, decimal Lowest, decimal Highest)> numbers) =>
        numbers.Where(number => number.Value < number.Lowest || number.Value > number.Highest)
            .Select(number => $"{section}:{number.Key} is {number.Value}: set it between {number.Lowest} and {number.Highest}.");
}
