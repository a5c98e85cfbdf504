using System.Text.Json;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>One page of a list.</summary>
internal sealed class ApiPage : IDisposable
{
    /// <exception cref="Errors.ProblemException">There is no list at the path.</exception>
    internal ApiPage(ApiAnswer answer, ApiPath items, int number)
    {
        (Answer, Number) = (answer, number);
        if (answer.Root is not null)
        {
            Items = answer.At(items) is { ValueKind: JsonValueKind.Array } list ? list : throw answer.Missing(items, "a list", answer.At(items));
            Count = Items.GetArrayLength();
        }
    }

    internal ApiAnswer Answer { get; }

    /// <summary>From 1.</summary>
    internal int Number { get; }

    internal int Count { get; }

    private JsonElement Items { get; }

    internal IEnumerable<JsonElement> All() => Count == 0 ? [] : Items.EnumerateArray();

    public void Dispose() => Answer.Dispose();
}
