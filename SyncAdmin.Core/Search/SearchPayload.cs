using System.Text.Json;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Search;

/// <summary>What of a stored point a search answers: its payload without the engine's own member, and the code out of that.</summary>
internal static class SearchPayload
{
    internal static SearchResult Result(Guid id, float score, ReadOnlyMemory<byte> payload, bool exactCode)
    {
        using var shown = JsonDocument.Parse(SyncPayload.Strip(payload));
        return new SearchResult(id, score, shown.RootElement.Clone(), SyncPayload.Read(payload)?.Code, exactCode);
    }
}
