using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Retrying;

/// <summary>What people do with the errors of a job: look at them by cause, and have their records synced again.</summary>
public sealed class SyncErrors
{
    // One delivery each.
    private const int PageErrors = 500;

    private readonly StateDatabase _database;
    private readonly JobQueries _queries;
    private readonly DeliveryStore _deliveries;
    private readonly AuditLog _audit;
    private readonly TimeProvider _time;

    internal SyncErrors(StateDatabase database, JobQueries queries, DeliveryStore deliveries, AuditLog audit, TimeProvider time) =>
        (_database, _queries, _deliveries, _audit, _time) = (database, queries, deliveries, audit, time);

    /// <summary>Errors of a job, oldest first.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cause">Code of the error catalogue; null: all.</param>
    /// <param name="resolved">Only those that are, or are not; null: all.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">Errors on a page.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<Page<SyncErrorView>>> ListAsync(Guid jobId, string? cause, bool? resolved, int page, int pageSize, CancellationToken cancellationToken) =>
        NoCode(cause) is { } problem ? problem
        : await _queries.FindAsync(jobId, cancellationToken) is null ? Unknown(jobId)
        : await _queries.ErrorsAsync(jobId, cause, resolved, page, pageSize, cancellationToken);

    /// <summary>The causes of a job's errors, most frequent first.</summary>
    public async Task<Outcome<IReadOnlyList<SyncErrorCause>>> CausesAsync(Guid jobId, CancellationToken cancellationToken)
    {
        if (await _queries.FindAsync(jobId, cancellationToken) is null)
        {
            return Unknown(jobId);
        }

        await using var context = _database.Read();
        var groups = await context.Set<SyncError>()
            .Where(error => error.SyncJobId == jobId)
            .GroupBy(error => error.ErrorType)
            .Select(group => new
            {
                ErrorType = group.Key,
                Count = group.LongCount(),
                Unresolved = group.LongCount(error => !error.Resolved),
                LastAt = group.Max(error => error.CreatedAt),
            })
            .ToListAsync(cancellationToken);
        List<SyncErrorCause> causes = [];
        foreach (var group in groups.OrderByDescending(group => group.Count).ThenBy(group => group.ErrorType, StringComparer.Ordinal))
        {
            // The oldest that is not resolved, or the oldest: the first in the order of the index.
            var resolved = group.Unresolved == 0;
            var example = await context.Set<SyncError>()
                .Where(error => error.SyncJobId == jobId && error.ErrorType == group.ErrorType && error.Resolved == resolved)
                .OrderBy(error => error.CreatedAt).ThenBy(error => error.Id)
                .Select(error => new { error.RecordIdentifier, error.ErrorMessage })
                .FirstOrDefaultAsync(cancellationToken);
            if (example is null)
            {
                continue; // Resolved between the two questions: the next look shows it.
            }

            var known = ErrorCatalog.All.GetValueOrDefault(group.ErrorType);
            causes.Add(new SyncErrorCause(
                group.ErrorType, known?.Title ?? group.ErrorType, known?.Remedy ?? string.Empty, group.Count, group.Unresolved, example.RecordIdentifier, example.ErrorMessage, group.LastAt));
        }

        return causes;
    }

    /// <summary>
    /// Has the records of unresolved errors synced again, by a job of type <c>retry</c> that runs beside a scan. Once a record is written, or found gone from
    /// the source, all errors of it are resolved.
    /// </summary>
    /// <returns>What is on its way; SYNC-5001 without such a job, SYNC-5015 when none can be retried, SYNC-5016 when both ids and a cause are given.</returns>
    public async Task<Outcome<RetryReceipt>> RetryAsync(Guid jobId, RetrySelection selection, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(actor);
        if (selection is { Ids: not null, Cause: not null })
        {
            return new Problem(ErrorCatalog.SyncRetryAmbiguous, "Both ids and a cause were given.");
        }

        if (NoCode(selection.Cause) is { } problem)
        {
            return problem;
        }

        if (await _queries.FindAsync(jobId, cancellationToken) is not { } job)
        {
            return Unknown(jobId);
        }

        RetryReceipt? receipt = null;
        var skipped = 0L;
        FailedRecord? after = null;
        while (await PageAsync(jobId, selection, after, cancellationToken) is { Count: > 0 } page)
        {
            after = page[^1];
            string[] names = [.. page.Select(error => error.RecordIdentifier).Where(name => name != RecordFailure.NoKey).Distinct(StringComparer.Ordinal)];
            skipped += page.Count(error => error.RecordIdentifier == RecordFailure.NoKey);
            if (names.Length > 0)
            {
                var retrying = await _database.WriteRepeatedlyAsync(
                    (transaction, token) => AddAsync(transaction, job, page, names, selection, actor, correlationId, token), cancellationToken);
                receipt = new RetryReceipt(retrying, (receipt?.Records ?? 0) + names.Length, skipped);
            }
        }

        return receipt is null
            ? new Problem(ErrorCatalog.SyncNothingToRetry, $"Job {jobId} has no unresolved error of these whose record has a key.")
            : receipt with { Skipped = skipped };
    }

    private async Task<Guid> AddAsync(
        StateTransaction transaction,
        SyncJob job,
        List<FailedRecord> page,
        string[] names,
        RetrySelection selection,
        Actor actor,
        string correlationId,
        CancellationToken cancellationToken)
    {
        var delivery = new SyncDelivery
        {
            Id = RowId.New(_time.GetUtcNow()),
            DatasourceId = job.DatasourceId,
            Kind = DeliveryKind.Retry,
            NamesBy = DeliveryNaming.Key,
            Names = SyncDelivery.WriteNames(names),
            Action = DeliveryAction.Sync,
            CorrelationId = correlationId,
        };
        var retrying = await _deliveries.AddAsync(transaction, delivery, SyncJobType.Retry, actor, cancellationToken);
        Guid[] ids = [.. page.Select(error => error.Id)];
        await transaction.Db.Set<SyncError>().Where(error => ids.Contains(error.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(error => error.RetryCount, error => error.RetryCount + 1), cancellationToken);
        _audit.Add(
            transaction, actor, "sync.retry", "sync_job", job.Id.ToString(), null, new { selection.Cause, ids = selection.Ids?.Count, records = names.Length, jobId = retrying }, correlationId);
        await transaction.Db.SaveChangesAsync(cancellationToken);
        return retrying;
    }

    /// <summary>In the order of IX_sync_errors_sync_job_id_created_at, so that no page sorts all errors of the job again.</summary>
    private async Task<List<FailedRecord>> PageAsync(Guid jobId, RetrySelection selection, FailedRecord? after, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var errors = context.Set<SyncError>().Where(error => error.SyncJobId == jobId && !error.Resolved);
        if (after is { Id: var id, CreatedAt: var time })
        {
            errors = errors.Where(error => error.CreatedAt >= time && (error.CreatedAt > time || error.Id.CompareTo(id) > 0));
        }

        if (selection.Ids is { } ids)
        {
            errors = errors.Where(error => ids.Contains(error.Id));
        }

        if (selection.Cause is { } cause)
        {
            errors = errors.Where(error => error.ErrorType == cause);
        }

        return await errors.OrderBy(error => error.CreatedAt).ThenBy(error => error.Id)
            .Take(PageErrors)
            .Select(error => new FailedRecord(error.Id, error.RecordIdentifier, error.CreatedAt))
            .ToListAsync(cancellationToken);
    }

    // PostgreSQL does not even compare with a text that holds one.
    private static Problem? NoCode(string? cause) =>
        cause?.Contains('\0', StringComparison.Ordinal) == true ? new Problem(ErrorCatalog.RequestMalformed, "The cause holds a NUL character, which no code of an error does.") : null;

    private static Problem Unknown(Guid jobId) => new(ErrorCatalog.SyncJobUnknown, $"There is no sync job {jobId}.");

    private sealed record FailedRecord(Guid Id, string RecordIdentifier, DateTimeOffset CreatedAt);
}
