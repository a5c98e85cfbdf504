using System.Text.Json;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>
/// The way to a value in an answer: names with dots between them (<c>data.items</c>), or a JSON Pointer (RFC 6901) where a name itself has a dot
/// (<c>/@odata.nextLink</c>). The empty path is the answer itself.
/// </summary>
internal sealed class ApiPath
{
    private readonly string[] _steps;

    private ApiPath(string text, string[] steps) => (Text, _steps) = (text, steps);

    /// <summary>The answer itself.</summary>
    internal static ApiPath Whole { get; } = new("", []);

    /// <summary>As it was entered.</summary>
    internal string Text { get; }

    /// <summary>Null: not a path.</summary>
    internal static ApiPath? Parse(string text)
    {
        if (text.Length == 0)
        {
            return Whole;
        }

        var steps = text[0] == '/'
            ? [.. text[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]
            : text.Split('.');
        return steps.Any(step => step.Length == 0) ? null : new ApiPath(text, steps);
    }

    /// <summary>The value there; null when the answer has no such member (a member that is null is a value).</summary>
    internal JsonElement? Find(JsonElement answer)
    {
        foreach (var step in _steps)
        {
            if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty(step, out answer))
            {
                return null;
            }
        }

        return answer;
    }

    /// <inheritdoc/>
    public override string ToString() => Text.Length == 0 ? "the answer itself" : $"'{Text}'";
}
