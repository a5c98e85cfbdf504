namespace SyncAdmin.Core.Access;

/// <summary>One-time sign-in links, for when no Entra ID is configured.</summary>
public sealed class SignInLinks
{
    /// <summary>A new token, valid for one hour and one sign-in.</summary>
    public Task<string> CreateAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Uses a token up; null when it is unknown, expired or was used.</summary>
    public Task<Actor?> UseAsync(string token, CancellationToken cancellationToken) => throw new NotImplementedException();
}
