namespace SyncAdmin.Core.Models.Limits;

/// <summary>When a provider's key may be called next, by whichever replica. Table <c>model_limits</c>, on PostgreSQL only.</summary>
public sealed class ModelLimitRow
{
    /// <summary><c>gemini</c>, <c>openai</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Hash of address and key: another key has limits of its own.</summary>
    public required string KeyHash { get; init; }

    /// <summary>Unix microseconds of the database's clock.</summary>
    public long FreeAt { get; init; }
}
