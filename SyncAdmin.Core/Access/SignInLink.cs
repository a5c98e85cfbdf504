namespace SyncAdmin.Core.Access;

/// <summary>A one-time sign-in link, used where no Entra ID is configured. Table <c>sign_in_links</c>.</summary>
public sealed class SignInLink
{
    /// <summary>SHA-256 of the link's token.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>Not accepted after this time.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Set by the one sign-in that used it.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}
