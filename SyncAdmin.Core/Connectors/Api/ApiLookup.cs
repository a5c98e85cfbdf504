namespace SyncAdmin.Core.Connectors.Api;

/// <summary>How the API is asked for certain codes or keys: by a parameter with a list, or by one URL for each.</summary>
/// <param name="Parameter">Of the list; null: by URL.</param>
/// <param name="Separator">Between two values; <c>&amp;</c>: the parameter is repeated.</param>
/// <param name="Most">Values in one call.</param>
/// <param name="Url">With <see cref="Value"/> where the code or key goes; null: by parameter.</param>
/// <param name="Items">Where the item, or a list of items, stands in the answer of such a URL.</param>
internal sealed record ApiLookup(string? Parameter, string Separator, int Most, string? Url, ApiPath Items)
{
    /// <summary>The parameter is repeated.</summary>
    internal const string Repeated = "&";

    /// <summary>Stands for the value in <see cref="Url"/>; no URL can hold it.</summary>
    internal const string Value = "\u0001";

    /// <summary>True when this value can be asked for without meaning something else: no separator in it, no step up in a path.</summary>
    internal bool Takes(string value) => !string.IsNullOrWhiteSpace(value)
        && (Url is null ? Separator == Repeated || !value.Contains(Separator, StringComparison.Ordinal) : value is not ("." or ".."));
}
