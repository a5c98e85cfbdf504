using System.Globalization;
using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>One answer of the API, in memory until it is disposed.</summary>
internal sealed class ApiAnswer : IDisposable
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };
    private const int LongestName = 60;
    private readonly JsonDocument? _document;
    private readonly PooledBody _body;

    /// <param name="url">Where it came from.</param>
    /// <param name="body">Disposed with the answer.</param>
    /// <param name="json">The JSON in <paramref name="body"/>; empty for 204.</param>
    /// <exception cref="JsonException">It is none.</exception>
    internal ApiAnswer(Uri url, PooledBody body, ReadOnlyMemory<byte> json)
    {
        Url = url;
        _document = json.IsEmpty ? null : JsonDocument.Parse(json, Options);
        _body = body;
    }

    internal Uri Url { get; }

    /// <summary>What the server calls itself.</summary>
    internal string? Server { get; init; }

    /// <summary>Header <c>Link</c>.</summary>
    internal IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>The header that <see cref="ApiTotal"/> names.</summary>
    internal string? TotalHeader { get; init; }

    /// <summary>From the first byte asked to the last one read.</summary>
    internal TimeSpan Took { get; init; }

    /// <summary>Null: 204, no content.</summary>
    internal JsonElement? Root => _document?.RootElement;

    /// <summary>True or false at a path.</summary>
    internal bool Flag(ApiPath path) => At(path) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        var other => throw Missing(path, "true or false", other),
    };

    /// <summary>A whole number that is not negative, at a path, maybe as a text.</summary>
    internal long Number(ApiPath path) => At(path) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) && value >= 0 => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(Text(text, path), NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
        var other => throw Missing(path, "a whole number", other),
    };

    internal long Total(ApiTotal total)
    {
        if (total.Path is { } path)
        {
            return Number(path);
        }

        return long.TryParse(TotalHeader, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw new ProblemException(new Problem(
            ErrorCatalog.ApiPathMissing, $"total should be in the header {total.Header}; the answer has {(TotalHeader is null ? "no such header" : "no whole number there")}."));
    }

    internal JsonElement? At(ApiPath path)
    {
        try
        {
            return Root is { } root ? path.Find(root) : null;
        }
        catch (InvalidOperationException exception)
        {
            throw new ProblemException(new Problem(ErrorCatalog.ApiNotJson, "A name in the answer holds half a surrogate pair, which is no character."), exception);
        }
    }

    /// <summary>That a path leads to nothing, or to another sort of value.</summary>
    internal ProblemException Missing(ApiPath path, string expected, JsonElement? found)
    {
        var there = found is { } value ? $"there is {Sort(value)}" : "there is nothing";
        var members = Root is { ValueKind: JsonValueKind.Object } root
            ? $" The answer has: {string.Join(", ", root.EnumerateObject().Take(20).Select(NameOf))}."
            : Root is { } other ? $" The answer is {Sort(other)}." : " The answer is empty.";
        return new ProblemException(new Problem(ErrorCatalog.ApiPathMissing, $"{path} should be {expected}; {there}.{members}"));
    }

    /// <summary>The text at a path; half a surrogate pair is none.</summary>
    internal string Text(JsonElement text, ApiPath path)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Missing(path, "a text of whole characters", text);
        }
    }

    /// <summary>For people: not longer than they read.</summary>
    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name is { Length: > LongestName } name ? name[..LongestName] + "…" : member.Name;
        }
        catch (InvalidOperationException)
        {
            return "(a name that is no text)";
        }
    }

    internal static string Sort(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    public void Dispose()
    {
        _document?.Dispose();
        _body.Dispose();
    }
}
