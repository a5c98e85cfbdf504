using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>One transaction for consecutive batches: fence, ledger, errors, counters and checkpoint stand or fall together.</summary>
internal sealed class BatchCommitter(
    StateDatabase database,
    RunningJob running,
    OpenSource source,
    decimal pricePerMillionTokens,
    SyncProgress progress,
    ErrorBudget budget,
    TimeProvider time,
    ILogger log)
{
    private const int BatchesPerLine = 10;
    private readonly int _batchSize = running.Datasource.BatchSize;
    private int _failuresTold;

    internal Task CommitAsync(IReadOnlyList<Batch> batches, CancellationToken cancellationToken) =>
        CommitAsync(batches, static (_, _, _) => Task.CompletedTask, cancellationToken);

    /// <summary>As <see cref="CommitAsync(IReadOnlyList{Batch}, CancellationToken)"/>, with what else belongs to these records.</summary>
    internal async Task CommitAsync(
        IReadOnlyList<Batch> batches, Func<StateTransaction, DateTimeOffset, CancellationToken, Task> also, CancellationToken cancellationToken)
    {
        SyncFaults.Hit("before-commit");
        var before = running.Job;
        var after = await StageException.NameAsync(
            PipelineStage.State,
            () => database.WriteAsync((transaction, token) => WriteAsync(transaction, batches, also, token), cancellationToken),
            cancellationToken);
        SyncFaults.Hit("after-commit");
        running.Uncommitted.Committed(batches);
        running.Job = after;
        running.Moved();
        Tell(before, after, batches);
        progress.Publish(running.View());
        budget.Check(batches);
    }

    private async Task<SyncJob> WriteAsync(
        StateTransaction transaction, IReadOnlyList<Batch> batches, Func<StateTransaction, DateTimeOffset, CancellationToken, Task> also, CancellationToken cancellationToken)
    {
        var now = await FenceGuard.AssertAsync(transaction, running.Lease, cancellationToken);
        var mirror = source.Mirror;
        await LiveCollection.AssertAsync(transaction, source.Scope.Collection, mirror?.Collection, cancellationToken);
        var written = batches.SelectMany(batch => batch.ToEmbed.Concat(batch.ToOverwrite)).Select(planned => planned.Record).ToArray();
        string[] gone = [.. batches.SelectMany(batch => batch.Gone)];
        if (written.Length + gone.Length > 0)
        {
            await RecordLedger.ApplyAsync(transaction, source.Scope, [.. written.Select(LedgerRow.Of)], gone, cancellationToken);
        }

        if (mirror is { } building)
        {
            LedgerRow[] rows = [.. batches.Select(static batch => batch.Mirror).OfType<MirrorWrites>().SelectMany(static write => write.All).Select(static planned => LedgerRow.Of(planned.Record))];
            await RecordLedger.ApplyAsync(transaction, building, rows, gone, cancellationToken);
        }

        var job = await transaction.Db.Set<SyncJob>().SingleAsync(row => row.Id == running.Job.Id, cancellationToken);
        job.ProcessedRecords += batches.Sum(batch => batch.Records);
        job.SuccessfulRecords += written.Length;
        job.FailedRecords += batches.Sum(batch => batch.Failures.Count);
        job.SkippedRecords += batches.Sum(batch => batch.Unchanged);
        job.DeletedRecords += gone.Length;
        job.EmbeddedRecords += batches.Sum(batch => batch.Embedded);
        job.EmbeddingTokens += batches.Sum(batch => batch.Tokens);
        job.EstimatedCost += batches.Sum(batch => batch.Tokens) * pricePerMillionTokens / 1_000_000m;
        job.Batches = (job.ProcessedRecords + _batchSize - 1) / _batchSize;
        job.ActiveMilliseconds = running.ActiveMilliseconds;
        job.ProgressAt = now;
        if (batches.LastOrDefault(batch => batch.LastKey is not null)?.LastKey is { } key)
        {
            job.Checkpoint = SourceKeyJson.Write(key);
        }

        if (batches.Sum(batch => batch.Truncated) is > 0 and var truncated)
        {
            job.Metadata = JobMetadata.Add(job.Metadata, "truncatedTexts", truncated);
        }

        job.Metadata = SavedWork.Add(job.Metadata, batches, pricePerMillionTokens);
        transaction.Db.AddRange(batches.SelectMany(batch => batch.Failures).Select(failure => new SyncError
        {
            Id = RowId.New(time.GetUtcNow()),
            SyncJobId = job.Id,
            DatasourceId = job.DatasourceId,
            RecordIdentifier = failure.Identifier,
            ErrorType = failure.Problem.Code,
            ErrorMessage = failure.Problem.Detail,
            RecordData = failure.Row,
            CreatedAt = now,
        }));
        await also(transaction, now, cancellationToken);
        await transaction.Db.SaveChangesAsync(cancellationToken);
        return job;
    }

    private void Tell(SyncJob before, SyncJob after, IReadOnlyList<Batch> batches)
    {
        var name = running.Datasource.Name;
        foreach (var failure in batches.SelectMany(batch => batch.Failures))
        {
            // The list of errors has them all; the log shows what they are like.
            if (_failuresTold++ < BatchesPerLine)
            {
                log.RecordFailed(name, failure.Identifier, failure.Problem.Code);
            }
        }

        if (after.Batches / BatchesPerLine > before.Batches / BatchesPerLine)
        {
            log.Progress(
                name,
                after.ProcessedRecords,
                after.TotalRecords?.ToString(CultureInfo.InvariantCulture) ?? "?",
                after.TotalRecords > 0 ? Math.Min(100.0, 100.0 * after.ProcessedRecords / after.TotalRecords.Value) : 0,
                running.Rate.PerSecond ?? 0,
                after.SuccessfulRecords,
                after.SkippedRecords,
                after.FailedRecords,
                after.EmbeddingTokens,
                after.EstimatedCost);
        }
    }
}
