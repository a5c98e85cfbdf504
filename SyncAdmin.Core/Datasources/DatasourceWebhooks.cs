using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Datasources;

/// <summary>
/// Looks up what a webhook is checked against. The row is read each time, so that a new secret counts at once on every replica; what a secret is
/// once it is decrypted is kept beside the text that it was decrypted from, and so can't be out of date.
/// </summary>
public sealed class DatasourceWebhooks
{
    private readonly StateDatabase _database;
    private readonly DatasourceSecrets _secrets;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(Guid Datasource, bool IsPrevious), Decrypted> _decrypted = new();

    internal DatasourceWebhooks(StateDatabase database, DatasourceSecrets secrets, TimeProvider time) => (_database, _secrets, _time) = (database, secrets, time);

    /// <summary>Null: there is no such datasource.</summary>
    public async Task<DatasourceWebhook?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var row = await context.Set<Datasource>()
            .Where(datasource => datasource.Id == id)
            .Select(static datasource => new Row(
                datasource.Name,
                datasource.QdrantCollection,
                datasource.WebhookEnabled,
                datasource.WebhookSecret,
                datasource.PreviousWebhookSecret,
                datasource.PreviousWebhookSecretUntil))
            .SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return null;
        }

        var previous = row.PreviousUntil > _time.GetUtcNow() ? row.Previous : null;
        WebhookSecret?[] secrets = [Decrypt(id, isPrevious: false, row.Secret), Decrypt(id, isPrevious: true, previous)];
        return new DatasourceWebhook(id, row.Name, row.Collection, row.IsEnabled, [.. secrets.OfType<WebhookSecret>()]);
    }

    private WebhookSecret? Decrypt(Guid id, bool isPrevious, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!_decrypted.TryGetValue((id, isPrevious), out var known) || !string.Equals(known.Text, text, StringComparison.Ordinal))
        {
            _decrypted[(id, isPrevious)] = known = new Decrypted(text, _secrets.WebhookSecretOf(text));
        }

        return known.Secret;
    }

    private sealed record Row(string Name, string Collection, bool IsEnabled, string? Secret, string? Previous, DateTimeOffset? PreviousUntil);

    private sealed record Decrypted(string Text, WebhookSecret? Secret);
}
