using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Access;

/// <summary>Makes, checks and revokes API keys.</summary>
public sealed partial class ApiKeys
{
    /// <summary>What every key begins with.</summary>
    public const string KeyStart = "sk_";

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int RandomCharacters = 43; // × log2(62) = 256 bits
    private const int LongestKey = 512;
    private readonly StateDatabase _database;
    private readonly AuditLog _audit;
    private readonly TimeProvider _time;
    private readonly ILogger<ApiKeys> _logger;
    private readonly byte[]? _bootstrapHash;
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _usedInMinute = new();

    /// <summary>Takes its collaborators.</summary>
    public ApiKeys(StateDatabase database, AuditLog audit, IOptions<AccessOptions> options, TimeProvider time, ILogger<ApiKeys> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_database, _audit, _time, _logger) = (database, audit, time, logger);
        _bootstrapHash = options.Value.BootstrapApiKey is { } key ? AccessHash.Of(key) : null;
    }

    /// <summary>Who holds this key; null when it is unknown, expired or revoked.</summary>
    public async Task<Actor?> AuthenticateAsync(string key, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(key) || key.Length > LongestKey || !key.StartsWith(KeyStart, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = AccessHash.Of(key);
        if (_bootstrapHash is not null && CryptographicOperations.FixedTimeEquals(hash, _bootstrapHash))
        {
            return new Actor("key", "bootstrap", "bootstrap key", Role.Admin);
        }

        await using var context = _database.Read();
        var found = await context.Set<ApiKey>().SingleOrDefaultAsync(stored => stored.KeyHash == hash, cancellationToken);
        var now = _time.GetUtcNow();
        if (found is null || found.RevokedAt is not null || found.ExpiresAt <= now)
        {
            return null;
        }

        await NoteUseAsync(found.Id, new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero), cancellationToken);
        return new Actor("key", found.Id.ToString(), found.Name, found.Role);
    }

    /// <summary>Makes a key; the answer holds it, once.</summary>
    public async Task<Outcome<ApiKeyView>> CreateAsync(ApiKeyInput input, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = _time.GetUtcNow();
        if (Mistakes(input, now) is { Count: > 0 } mistakes)
        {
            return new Problem(ErrorCatalog.ApiKeyInvalid, $"Not valid: {string.Join(", ", mistakes.Keys)}.")
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = mistakes },
            };
        }

        var secret = KeyStart + RandomNumberGenerator.GetString(Alphabet, RandomCharacters);
        var key = new ApiKey
        {
            Id = RowId.New(now),
            Name = input.Name!.Trim(),
            KeyHash = AccessHash.Of(secret),
            Prefix = secret[..8],
            Role = input.Role,
            CreatedAt = now,
            ExpiresAt = input.ExpiresAt?.ToUniversalTime(),
        };
        try
        {
            await _database.WriteAsync(
                (transaction, _) =>
                {
                    transaction.Db.Add(key);
                    _audit.Add(transaction, actor, "key.create", "key", key.Id.ToString(), null, View(key), correlationId);
                    return Task.CompletedTask;
                },
                cancellationToken);
        }
        catch (DbUpdateException exception) when (string.Equals(UniqueViolation.ConstraintOf(_database, exception), "IX_api_keys_name", StringComparison.Ordinal))
        {
            return new Problem(ErrorCatalog.ApiKeyNameTaken, $"There is an API key named \"{key.Name}\" already.");
        }

        return View(key) with { Key = secret };
    }

    /// <summary>Keys, newest first, revoked ones included.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Page<ApiKeyView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var keys = await context.Set<ApiKey>().OrderByDescending(key => key.CreatedAt).ThenBy(key => key.Id).ToPageAsync(page, pageSize, cancellationToken);
        return new Page<ApiKeyView>([.. keys.Items.Select(View)], keys.Total, keys.Number, keys.Size);
    }

    /// <summary>Ends a key at once; a key that was revoked before stays as it is.</summary>
    public Task<Outcome<ApiKeyView>> RevokeAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken) =>
        _database.WriteAsync<Outcome<ApiKeyView>>(
            async (transaction, token) =>
            {
                var key = await transaction.Db.Set<ApiKey>().SingleOrDefaultAsync(stored => stored.Id == id, token);
                if (key is null)
                {
                    return new Problem(ErrorCatalog.ApiKeyNotFound, $"There is no API key {id}.");
                }

                if (key.RevokedAt is null)
                {
                    var before = View(key);
                    key.RevokedAt = _time.GetUtcNow();
                    _audit.Add(transaction, actor, "key.revoke", "key", id.ToString(), before, View(key), correlationId);
                }

                return View(key);
            },
            cancellationToken);

    private static Dictionary<string, string[]> Mistakes(ApiKeyInput input, DateTimeOffset now)
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (input.Name?.Trim() is not { Length: > 0 and <= 200 })
        {
            mistakes["name"] = ["Give a name of 1 to 200 characters."];
        }

        if (!Enum.IsDefined(input.Role))
        {
            mistakes["role"] = ["Give viewer, operator or admin."];
        }

        if (input.ExpiresAt <= now)
        {
            mistakes["expiresAt"] = ["Give a time to come, or null for a key that does not expire."];
        }

        return mistakes;
    }

    private static ApiKeyView View(ApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Prefix = key.Prefix,
        Role = key.Role,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        LastUsedAt = key.LastUsedAt,
        RevokedAt = key.RevokedAt,
    };

    /// <summary>One write a minute and key at most: a busy key must not cost a commit per call.</summary>
    private async Task NoteUseAsync(Guid id, DateTimeOffset minute, CancellationToken cancellationToken)
    {
        if (_usedInMinute.TryGetValue(id, out var noted) && noted >= minute)
        {
            return;
        }

        _usedInMinute[id] = minute;
        try
        {
            await _database.WriteAsync(
                (transaction, token) => transaction.ExecuteAsync(
                    "UPDATE api_keys SET last_used_at = @minute WHERE id = @id AND (last_used_at IS NULL OR last_used_at < @minute)",
                    token,
                    ("minute", minute),
                    ("id", id)),
                cancellationToken);
        }
        catch (ProblemException exception)
        {
            // A full disk must not lock machines out of reading.
            LogUseNotNoted(_logger, id, exception);
        }
    }
}
