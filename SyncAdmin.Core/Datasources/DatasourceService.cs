using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Datasources;

/// <summary>What people, pages and the API do with datasources. Every change is audited, in the same transaction.</summary>
public sealed partial class DatasourceService
{
    private const string Subject = "datasource";
    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(24);
    private readonly StateDatabase _database;
    private readonly ConnectorTypes _types;
    private readonly DatasourceSources _sources;
    private readonly DatasourceSecrets _secrets;
    private readonly AuditLog _audit;
    private readonly TimeProvider _time;
    private readonly DatasourceInputValidator _validator;

    internal DatasourceService(StateDatabase database, ConnectorTypes types, DatasourceSources sources, DatasourceSecrets secrets, AuditLog audit, TimeProvider time)
    {
        (_database, _types, _sources, _secrets, _audit, _time) = (database, types, sources, secrets, audit, time);
        _validator = new DatasourceInputValidator(types, time);
    }

    /// <summary>By name.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Page<DatasourceView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var found = await context.Set<Datasource>().OrderBy(datasource => datasource.Name).ToPageAsync(page, pageSize, cancellationToken);
        return new Page<DatasourceView>([.. found.Items.Select(datasource => DatasourceMapping.View(datasource))], found.Total, found.Number, found.Size);
    }

    /// <summary>One.</summary>
    public async Task<Outcome<DatasourceView>> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } datasource ? DatasourceMapping.View(datasource) : DatasourceProblems.NotFound(id);

    /// <summary>Makes one; the answer holds the webhook secret, once.</summary>
    public async Task<Outcome<DatasourceView>> CreateAsync(DatasourceInput input, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var validation = await _validator.ValidateAsync(input, cancellationToken);
        if (!validation.IsValid)
        {
            return DatasourceProblems.Invalid(validation);
        }

        var now = _time.GetUtcNow();
        var (open, secrets) = _secrets.Split(input.ConnectionConfig!.Value, _types.Find(input.Type!)!.SecretFields);
        var (webhookSecret, webhookProtected) = _secrets.NewWebhookSecret();
        var datasource = new Datasource
        {
            Id = RowId.New(now),
            Name = string.Empty,
            Type = string.Empty,
            ConnectionConfig = open,
            ConnectionSecrets = secrets,
            QueryTemplate = string.Empty,
            KeyField = string.Empty,
            CodeField = string.Empty,
            FieldMapping = string.Empty,
            EmbeddingFields = string.Empty,
            QdrantCollection = string.Empty,
            WebhookSecret = webhookProtected,
            CreatedAt = now,
            UpdatedAt = now,
        };
        DatasourceMapping.Apply(input, datasource);
        return await WriteAsync(
            datasource.Name,
            async (transaction, token) =>
            {
                datasource.SchedulesFrom = await transaction.NowAsync(token);
                transaction.Db.Add(datasource);
                _audit.Add(transaction, actor, "datasource.create", Subject, datasource.Id.ToString(), null, DatasourceMapping.View(datasource), correlationId);
                return DatasourceMapping.View(datasource, webhookSecret);
            },
            cancellationToken);
    }

    /// <summary>Replaces its settings; left-out secrets stay.</summary>
    public async Task<Outcome<DatasourceView>> UpdateAsync(Guid id, DatasourceInput input, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (await FindAsync(id, cancellationToken) is not { } stored)
        {
            return DatasourceProblems.NotFound(id);
        }

        var kept = WithKeptSecrets(input, stored);
        if (!kept.Succeeded)
        {
            return kept.Problem;
        }

        // Outside the transaction: a connector may look at a file to validate a path.
        var whole = kept.Value;
        var validation = await _validator.ValidateAsync(whole, cancellationToken);
        if (!validation.IsValid)
        {
            return DatasourceProblems.Invalid(validation);
        }

        var (open, secrets) = _secrets.Split(whole.ConnectionConfig!.Value, _types.Find(whole.Type!)!.SecretFields);
        return await ChangeAsync(
            id,
            "datasource.update",
            actor,
            correlationId,
            datasource =>
            {
                if (datasource.UpdatedAt != stored.UpdatedAt)
                {
                    return DatasourceProblems.Changed(datasource.Name);
                }

                DatasourceMapping.Apply(whole, datasource);
                datasource.ConnectionConfig = open;
                datasource.ConnectionSecrets = secrets;
                return null;
            },
            whole.Name!.Trim(),
            cancellationToken);
    }

    /// <summary>Deletes it with its jobs; its points stay in the collection until that is deleted. Refused while a job runs.</summary>
    public Task<Outcome<bool>> DeleteAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken) =>
        _database.WriteAsync<Outcome<bool>>(
            async (transaction, token) =>
            {
                if (await transaction.Db.Set<Datasource>().SingleOrDefaultAsync(stored => stored.Id == id, token) is not { } datasource)
                {
                    return DatasourceProblems.NotFound(id);
                }

                // Jobs live a floor above; their table is all that this floor knows. Index: ix_sync_jobs_datasource_id_created_at.
                var running = await transaction.ScalarAsync<Guid?>(
                    "SELECT id FROM sync_jobs WHERE datasource_id = @id AND status = 'running' LIMIT 1",
                    token,
                    ("id", id));
                if (running is { } jobId)
                {
                    return DatasourceProblems.Busy(datasource.Name, jobId);
                }

                transaction.Db.Remove(datasource);
                _audit.Add(transaction, actor, "datasource.delete", Subject, id.ToString(), DatasourceMapping.View(datasource), null, correlationId);
                return true;
            },
            cancellationToken);

    /// <summary>Schedules off.</summary>
    public Task<Outcome<DatasourceView>> PauseAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken) =>
        ChangeAsync(id, "datasource.pause", actor, correlationId, datasource => SetStatus(datasource, DatasourceStatus.Paused), string.Empty, cancellationToken);

    /// <summary>Schedules on again.</summary>
    public Task<Outcome<DatasourceView>> ResumeAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken) =>
        ChangeAsync(id, "datasource.resume", actor, correlationId, datasource => SetStatus(datasource, DatasourceStatus.Active), string.Empty, cancellationToken);

    /// <summary>A new webhook secret; the answer holds it, once.</summary>
    /// <param name="id">The datasource.</param>
    /// <param name="overlap">How long the secret so far stays good beside it, 24 hours when null; zero ends it, and any before it, at once.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="correlationId">Of the request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Outcome<DatasourceView>> RegenerateWebhookSecretAsync(Guid id, TimeSpan? overlap, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        var (secret, protectedSecret) = _secrets.NewWebhookSecret();
        var until = _time.GetUtcNow() + (overlap ?? DefaultOverlap);
        var outcome = await ChangeAsync(
            id,
            "datasource.regenerate-webhook-secret",
            actor,
            correlationId,
            datasource =>
            {
                var overlaps = overlap != TimeSpan.Zero && datasource.WebhookSecret is not null;
                datasource.PreviousWebhookSecret = overlaps ? datasource.WebhookSecret : null;
                datasource.PreviousWebhookSecretUntil = overlaps ? until : null;
                datasource.WebhookSecret = protectedSecret;
                return null;
            },
            string.Empty,
            cancellationToken);
        return outcome.Succeeded ? outcome.Value with { WebhookSecret = secret } : outcome;
    }

    private static bool IsScheduledAlike(DatasourceView before, Datasource now) =>
        string.Equals(before.SyncSchedule, now.SyncSchedule, StringComparison.Ordinal)
        && string.Equals(before.FullSyncSchedule, now.FullSyncSchedule, StringComparison.Ordinal)
        && string.Equals(before.VerifySchedule, now.VerifySchedule, StringComparison.Ordinal)
        && before.Status == DatasourceStatus.Paused == (now.Status == DatasourceStatus.Paused);

    private static Problem? SetStatus(Datasource datasource, DatasourceStatus status)
    {
        datasource.Status = status;
        datasource.StatusMessage = null;
        return null;
    }

    private Outcome<DatasourceInput> WithKeptSecrets(DatasourceInput input, Datasource stored)
    {
        if (input.ConnectionConfig is not { ValueKind: System.Text.Json.JsonValueKind.Object } changed
            || !string.Equals(input.Type, stored.Type, StringComparison.Ordinal)
            || _types.Find(stored.Type) is not { } type)
        {
            return input;
        }

        try
        {
            return input with { ConnectionConfig = _secrets.Kept(changed, stored, type) };
        }
        catch (ProblemException exception)
        {
            return exception.Problem;
        }
    }

    /// <summary>With a higher cap, whatever waits at the old one is looked at again; jobs live a floor above, see <see cref="DeleteAsync"/>.</summary>
    private static Task<int> LetGoOnAsync(StateTransaction transaction, Guid id, CancellationToken cancellationToken) => transaction.ExecuteAsync(
        """
        UPDATE sync_jobs SET wait_reason = NULL, error_code = NULL, error_message = NULL
        WHERE datasource_id = @id AND status = 'pending' AND wait_reason = 'budget'
        """,
        cancellationToken,
        ("id", id));

    private async Task<Datasource?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        return await context.Set<Datasource>().SingleOrDefaultAsync(datasource => datasource.Id == id, cancellationToken);
    }

    private Task<Outcome<DatasourceView>> ChangeAsync(
        Guid id,
        string action,
        Actor actor,
        string? correlationId,
        Func<Datasource, Problem?> change,
        string newName,
        CancellationToken cancellationToken) => WriteAsync(
            newName,
            async (transaction, token) =>
            {
                if (await transaction.Db.Set<Datasource>().SingleOrDefaultAsync(stored => stored.Id == id, token) is not { } datasource)
                {
                    return DatasourceProblems.NotFound(id);
                }

                var (before, budget) = (DatasourceMapping.View(datasource), datasource.Budget);
                if (change(datasource) is { } problem)
                {
                    transaction.Db.ChangeTracker.Clear();
                    return problem;
                }

                if (datasource.Budget is null ? budget is not null : datasource.Budget > budget)
                {
                    await LetGoOnAsync(transaction, id, token);
                }

                datasource.UpdatedAt = _time.GetUtcNow();
                datasource.SchedulesFrom = IsScheduledAlike(before, datasource) ? datasource.SchedulesFrom : await transaction.NowAsync(token);
                _audit.Add(transaction, actor, action, Subject, id.ToString(), before, DatasourceMapping.View(datasource), correlationId);
                return DatasourceMapping.View(datasource);
            },
            cancellationToken);

    private async Task<Outcome<DatasourceView>> WriteAsync(
        string name,
        Func<StateTransaction, CancellationToken, Task<Outcome<DatasourceView>>> work,
        CancellationToken cancellationToken)
    {
        try
        {
            return await _database.WriteAsync(work, cancellationToken);
        }
        catch (DbUpdateException exception) when (string.Equals(UniqueViolation.ConstraintOf(_database, exception), "IX_datasources_name", StringComparison.Ordinal))
        {
            return DatasourceProblems.NameTaken(name);
        }
    }
}
