namespace SyncAdmin.Core.Access;

/// <summary>Checks API keys.</summary>
public sealed class ApiKeys
{
    /// <summary>Who holds this key; null when it is unknown, expired or revoked.</summary>
    public Task<Actor?> AuthenticateAsync(string key, CancellationToken cancellationToken) => throw new NotImplementedException();
}
