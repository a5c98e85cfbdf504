namespace SyncAdmin.Core.Access;

/// <summary>What an administrator sends to make an API key.</summary>
public sealed record ApiKeyInput
{
    /// <summary>Unique, 1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it may do; default viewer.</summary>
    public Role Role { get; init; }

    /// <summary>When it stops working; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
