using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>Keeps the secrets of endpoints protected.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("SyncAdmin.Webhooks.EndpointSecret");

    internal string Protect(WebhookSecret secret) => _protector.Protect(secret.Reveal());

    /// <summary>All that sign at this moment, the newest first.</summary>
    /// <exception cref="ProblemException">SYNC-8708: the key ring that protected them is gone.</exception>
    internal IReadOnlyList<WebhookSecret> Of(WebhookEndpoint endpoint, DateTimeOffset now) =>
        endpoint.PreviousSecret is { } previous && endpoint.PreviousSecretUntil > now
            ? [Reveal(endpoint, endpoint.Secret), Reveal(endpoint, previous)]
            : [Reveal(endpoint, endpoint.Secret)];

    private WebhookSecret Reveal(WebhookEndpoint endpoint, string stored)
    {
        try
        {
            return WebhookSecret.TryParse(_protector.Unprotect(stored), out var secret)
                ? secret
                : throw new CryptographicException("What was protected is no secret.");
        }
        catch (CryptographicException exception)
        {
            throw new ProblemException(
                new Problem(ErrorCatalog.WebhookSecretUnreadable, $"The secret of the endpoint {endpoint.Id} was protected by a key that this installation does not have."),
                exception);
        }
    }
}
