using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Notifications;

/// <summary>What administrators do with endpoints. Every change is audited in its own transaction; a secret is shown once and never again.</summary>
public sealed partial class NotificationEndpoints
{
    /// <summary>Endpoints that there may be.</summary>
    internal const int Most = 50;

    private const string Subject = "notification_endpoint";

    // So that a receiver has a day to learn the new secret.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private readonly StateDatabase _database;
    private readonly AuditLog _audit;
    private readonly NotificationEndpointCheck _check;
    private readonly WebhookSecrets _secrets;
    private readonly WebhookSender _sender;
    private readonly WebhookStore _store;
    private readonly WebhookReplay _replay;
    private readonly TimeProvider _time;

    internal NotificationEndpoints(
        StateDatabase database,
        AuditLog audit,
        NotificationEndpointCheck check,
        WebhookSecrets secrets,
        WebhookSender sender,
        WebhookStore store,
        WebhookReplay replay,
        TimeProvider time) =>
        (_database, _audit, _check, _secrets, _sender, _store, _replay, _time) = (database, audit, check, secrets, sender, store, replay, time);

    /// <summary>Endpoints, oldest first.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Page<NotificationEndpointView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var found = await context.Set<WebhookEndpoint>().OrderBy(endpoint => endpoint.CreatedAt).ThenBy(endpoint => endpoint.Id).ToPageAsync(page, pageSize, cancellationToken);
        return new Page<NotificationEndpointView>([.. found.Items.Select(static endpoint => View(endpoint))], found.Total, found.Number, found.Size);
    }

    /// <summary>One. SYNC-8722: there is none.</summary>
    public async Task<Outcome<NotificationEndpointView>> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } endpoint ? View(endpoint) : NotFound(id);

    /// <summary>Makes one; the answer holds its secret, once. SYNC-8721, SYNC-8725.</summary>
    public async Task<Outcome<NotificationEndpointView>> CreateAsync(NotificationEndpointInput input, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_check.Mistake(input) is { } mistake)
        {
            return mistake;
        }

        var secret = WebhookSecret.Create();
        return await _database.WriteAsync<Outcome<NotificationEndpointView>>(
            async (transaction, token) =>
            {
                if (await transaction.Db.Set<WebhookEndpoint>().CountAsync(token) >= Most)
                {
                    return new Problem(ErrorCatalog.NotificationEndpointsTooMany, $"There are {Most} endpoints.");
                }

                var now = await transaction.NowAsync(token);
                var endpoint = new WebhookEndpoint { Id = RowId.New(_time.GetUtcNow()), Url = "", Secret = _secrets.Protect(secret), CreatedAt = now };
                Apply(input, endpoint, now);
                transaction.Db.Add(endpoint);
                _audit.Add(transaction, actor, "notification.create", Subject, NameOf(endpoint.Id), null, View(endpoint), correlationId);
                return View(endpoint) with { Secret = secret.Reveal() };
            },
            cancellationToken);
    }

    /// <summary>Replaces its settings; its secret stays. Enabling it forgets its failures. SYNC-8721, SYNC-8722.</summary>
    public async Task<Outcome<NotificationEndpointView>> UpdateAsync(Guid id, NotificationEndpointInput input, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _check.Mistake(input) is { } mistake
            ? mistake
            : await ChangeAsync(id, "notification.update", (endpoint, now) => Apply(input, endpoint, now), actor, correlationId, cancellationToken);
    }

    /// <summary>A new secret, in the answer, once. The old one signs as well for 24 hours, so that the receiver may change over meanwhile. SYNC-8722.</summary>
    public async Task<Outcome<NotificationEndpointView>> RegenerateSecretAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        var secret = WebhookSecret.Create();
        var changed = await ChangeAsync(
            id,
            "notification.regenerate-secret",
            (endpoint, now) =>
            {
                (endpoint.PreviousSecret, endpoint.PreviousSecretUntil) = (endpoint.Secret, now + Overlap);
                (endpoint.Secret, endpoint.UpdatedAt) = (_secrets.Protect(secret), now);
            },
            actor,
            correlationId,
            cancellationToken);
        return changed.Succeeded ? changed.Value with { Secret = secret.Reveal() } : changed;
    }

    /// <summary>Deletes it with its messages and attempts; what is on its way to it is not sent. SYNC-8722.</summary>
    public Task<Outcome<bool>> DeleteAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken) => _database.WriteAsync<Outcome<bool>>(
        async (transaction, token) =>
        {
            if (await transaction.Db.Set<WebhookEndpoint>().SingleOrDefaultAsync(stored => stored.Id == id, token) is not { } endpoint)
            {
                return NotFound(id);
            }

            transaction.Db.Remove(endpoint);
            _audit.Add(transaction, actor, "notification.delete", Subject, NameOf(id), View(endpoint), null, correlationId);
            return true;
        },
        cancellationToken);

    private static Problem NotFound(Guid id) => new(ErrorCatalog.NotificationEndpointNotFound, $"There is no endpoint {id}.");

    private static string NameOf(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    private static void Apply(NotificationEndpointInput input, WebhookEndpoint endpoint, DateTimeOffset now)
    {
        endpoint.Url = input.Url!;
        endpoint.Description = string.IsNullOrWhiteSpace(input.Description) ? null : input.Description.Trim();
        endpoint.Types = JsonSerializer.Serialize((input.Kinds ?? []).Distinct(StringComparer.Ordinal));
        endpoint.Thresholds = JsonSerializer.Serialize(input.Thresholds ?? new Dictionary<string, long>(StringComparer.Ordinal));
        if (input.Enabled && !endpoint.Enabled)
        {
            (endpoint.DisabledAt, endpoint.DisabledCode, endpoint.FailingSince, endpoint.HoldUntil) = (null, null, null, null);
        }
        else if (!input.Enabled && endpoint.Enabled)
        {
            endpoint.DisabledAt = now;
        }

        (endpoint.Enabled, endpoint.UpdatedAt) = (input.Enabled, now);
    }

    private static NotificationEndpointView View(WebhookEndpoint endpoint) => new()
    {
        Id = endpoint.Id,
        Url = endpoint.Url,
        Description = endpoint.Description,
        Kinds = NotificationListener.KindsOf(endpoint),
        Thresholds = NotificationListener.ThresholdsOf(endpoint),
        Enabled = endpoint.Enabled,
        DisabledCode = endpoint.DisabledCode,
        DisabledAt = endpoint.DisabledAt,
        FailingSince = endpoint.FailingSince,
        HoldUntil = endpoint.HoldUntil,
        DeliveredAt = endpoint.DeliveredAt,
        PreviousSecretUntil = endpoint.PreviousSecretUntil,
        CreatedAt = endpoint.CreatedAt,
        UpdatedAt = endpoint.UpdatedAt,
    };

    private async Task<WebhookEndpoint?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        return await context.Set<WebhookEndpoint>().SingleOrDefaultAsync(endpoint => endpoint.Id == id, cancellationToken);
    }

    private Task<Outcome<NotificationEndpointView>> ChangeAsync(
        Guid id, string action, Action<WebhookEndpoint, DateTimeOffset> change, Actor actor, string? correlationId, CancellationToken cancellationToken) =>
        _database.WriteAsync<Outcome<NotificationEndpointView>>(
            async (transaction, token) =>
            {
                if (await transaction.Db.Set<WebhookEndpoint>().SingleOrDefaultAsync(stored => stored.Id == id, token) is not { } endpoint)
                {
                    return NotFound(id);
                }

                var before = View(endpoint);
                change(endpoint, await transaction.NowAsync(token));
                _audit.Add(transaction, actor, action, Subject, NameOf(id), before, View(endpoint), correlationId);
                return View(endpoint);
            },
            cancellationToken);
}
