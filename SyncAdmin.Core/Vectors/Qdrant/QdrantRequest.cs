using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>One call of the REST API.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query below the base address, without a leading slash.</param>
/// <param name="Collection">The collection or alias it is about, for messages; null: none.</param>
/// <param name="Body">Writes the JSON body; called again for every attempt. Null: no body.</param>
internal sealed record QdrantRequest(HttpMethod Method, string Path, string? Collection = null, Func<Utf8JsonWriter, CancellationToken, Task>? Body = null)
{
    internal static QdrantRequest Of(HttpMethod method, string path, string? collection, Action<Utf8JsonWriter> body) => new(
        method,
        path,
        collection,
        (writer, _) =>
        {
            body(writer);
            return Task.CompletedTask;
        });

    /// <summary>Below <c>collections/{name}</c>.</summary>
    internal static string In(string collection, string rest = "") => $"collections/{Uri.EscapeDataString(collection)}{rest}";
}
