using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>What <c>_sync</c> says of the write that made a point; all null in a point without it.</summary>
/// <param name="Fence">Of the writer.</param>
/// <param name="TextHash">Of the text that its vector stands for.</param>
/// <param name="PayloadHash">Of its payload.</param>
internal readonly record struct PointStamp(long? Fence, string? TextHash, string? PayloadHash)
{
    /// <summary>Whether two points with this stamp are the same write.</summary>
    internal bool IsWhole => Fence is not null && TextHash is not null && PayloadHash is not null;

    internal static PointStamp Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return default;
        }

        using var document = JsonDocument.Parse(payload);
        return document.RootElement.TryGetProperty(SyncMember.Name, out var sync) && sync.ValueKind == JsonValueKind.Object
            ? new PointStamp(
                sync.TryGetProperty("fence", out var fence) && fence.ValueKind == JsonValueKind.Number && fence.TryGetInt64(out var number) ? number : null,
                Text(sync, "textHash"),
                Text(sync, "payloadHash"))
            : default;
    }

    private static string? Text(JsonElement sync, string name) =>
        sync.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
