namespace SyncAdmin.Core.Access;

/// <summary>A machine's key. Table <c>api_keys</c>. The key itself (<c>sk_…</c>) is shown once and never stored.</summary>
public sealed class ApiKey
{
    /// <summary>Identifies the key in the audit log.</summary>
    public Guid Id { get; init; }

    /// <summary>What people call it; unique.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the whole key; a key has at least 128 random bits, so a slow hash would protect nothing more.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>First characters, so that people can tell keys apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it may do.</summary>
    public Role Role { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
