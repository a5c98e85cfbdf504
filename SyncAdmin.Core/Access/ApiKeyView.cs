namespace SyncAdmin.Core.Access;

/// <summary>An API key as people and machines see it.</summary>
public sealed record ApiKeyView
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Unique.</summary>
    public required string Name { get; init; }

    /// <summary>The key itself, only in the answer that made it.</summary>
    public string? Key { get; init; }

    /// <summary>First characters of the key.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it may do.</summary>
    public required Role Role { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked; null: it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
