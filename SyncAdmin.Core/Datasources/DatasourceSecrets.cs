using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Datasources;

/// <summary>Takes the secret members out of a connection configuration, protects them, and puts them back to connect.</summary>
internal sealed class DatasourceSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _connection = protection.CreateProtector("SyncAdmin.Datasources.Connection");
    private readonly IDataProtector _webhook = protection.CreateProtector("SyncAdmin.Datasources.WebhookSecret");

    /// <summary>A new webhook secret and its protected form.</summary>
    internal (string Secret, string Protected) NewWebhookSecret()
    {
        var secret = WebhookSecret.Create().Reveal();
        return (secret, _webhook.Protect(secret));
    }

    /// <summary>The secret of its protected form; null when the key ring that protected it is gone.</summary>
    /// <exception cref="ProblemException">SYNC-91xx: the state, which has the key ring, does not answer.</exception>
    internal WebhookSecret? WebhookSecretOf(string protectedSecret)
    {
        try
        {
            return WebhookSecret.TryParse(Unprotect(_webhook, protectedSecret), out var secret) ? secret : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The stored parts of a configuration: what may be shown, and the protected rest (null when there is none).</summary>
    internal (string Open, string? Protected) Split(JsonElement configuration, IReadOnlyList<string> secretFields)
    {
        var open = SecretPath.Open(configuration);
        var secrets = new JsonObject();
        foreach (var field in secretFields)
        {
            if (SecretPath.Take(open, field) is { } value)
            {
                secrets[field] = value;
            }
        }

        return (open.ToJsonString(), secrets.Count == 0 ? null : _connection.Protect(secrets.ToJsonString()));
    }

    /// <summary>The whole configuration, as it was entered.</summary>
    /// <exception cref="ProblemException">SYNC-6006: the key ring that protected the secrets is gone. SYNC-91xx: the state, which has it, does not answer.</exception>
    internal JsonElement Whole(Datasource datasource)
    {
        var whole = JsonNode.Parse(datasource.ConnectionConfig)!.AsObject();
        foreach (var (field, value) in Reveal(datasource))
        {
            SecretPath.Put(whole, field, value?.DeepClone());
        }

        return JsonSerializer.SerializeToElement(whole);
    }

    /// <summary>
    /// A changed configuration with the stored secrets put where it leaves one out. A secret that is null in it is dropped, and so is one whose
    /// surroundings are gone or have become of another type (auth was apiKey and is bearer now).
    /// </summary>
    /// <exception cref="ProblemException">SYNC-6006, but only when a stored secret is needed.</exception>
    internal JsonElement Kept(JsonElement changed, Datasource stored, IConnectorType type)
    {
        var before = JsonElement.Parse(stored.ConnectionConfig);
        if (stored.ConnectionSecrets is null
            || type.SecretFields.All(field => SecretPath.IsSaid(changed, field) || !SecretPath.IsAtHome(changed, before, field))
            || !type.KeepsSecrets(before, changed))
        {
            return changed;
        }

        var merged = SecretPath.Open(changed);
        foreach (var (field, value) in Reveal(stored))
        {
            if (!SecretPath.IsSaid(changed, field) && SecretPath.IsAtHome(changed, before, field))
            {
                SecretPath.Put(merged, field, value?.DeepClone());
            }
        }

        return JsonSerializer.SerializeToElement(merged);
    }

    private JsonObject Reveal(Datasource datasource)
    {
        if (datasource.ConnectionSecrets is null)
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(Unprotect(_connection, datasource.ConnectionSecrets))!.AsObject();
        }
        catch (CryptographicException exception)
        {
            throw new ProblemException(
                new Problem(ErrorCatalog.DatasourceSecretsUnreadable, $"The credentials of \"{datasource.Name}\" were protected by a key that this installation does not have."),
                exception);
        }
    }

    /// <summary>Data Protection says the same of a key ring that can't be read now as of one that is gone; only the latter is for ever.</summary>
    private static string Unprotect(IDataProtector protector, string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException exception) when (StateFailure.ProblemOf(exception) is { } away)
        {
            throw new ProblemException(away, exception);
        }
    }
}
