using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>
/// The source in key order, compared with ledger and store some hundred records at a time. What seems to differ is looked at once more by key, while nobody
/// else works on it: a records job that is between its read and its commit must not look like a fault. Then ledger rows are set to what the store holds (so
/// that nothing is paid for twice, and what the store lacks is written although the source has not changed), and what the store does not hold as the
/// source has it goes to the records job; all of it in the transaction that counts it.
/// </summary>
internal sealed class VerifyPages(
    StateDatabase database,
    IVectorStore store,
    RecordLedger ledger,
    DeliveryStore deliveries,
    SyncProgress progress,
    VerifyRun run,
    VerifyReportView report,
    TimeProvider time)
{
    /// <summary>Records that are compared at once, and names of a delivery at most.</summary>
    private const int SliceRows = 500;

    private LedgerMarks _seen = new(0);
    private int _compared;
    private int _invalid;
    private SourceKey? _lastKey;

    /// <summary>As far as it is committed.</summary>
    internal VerifyReportView Report { get; private set; } = report;

    /// <summary>Returns when the source was read to its end.</summary>
    /// <param name="after">Key of the last record that was compared before; null: none was.</param>
    /// <param name="seen">Where ledger rows are marked whose records the source has.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task RunAsync(SourceKey? after, LedgerMarks seen, CancellationToken cancellationToken)
    {
        _seen = seen;
        var comparing = Task.CompletedTask;
        try
        {
            await StageException.NameAsync(
                PipelineStage.Source,
                async () =>
                {
                    await foreach (var page in run.Source.Connector.ReadAsync(run.Source.Query, after, cancellationToken))
                    {
                        // One page is compared while the next one is read.
                        await comparing;
                        comparing = Task.Run(() => CompareAsync(page, cancellationToken), cancellationToken);
                    }
                },
                cancellationToken);
        }
        finally
        {
            await comparing;
        }
    }

    /// <summary>Writes the report as it is at the end.</summary>
    internal Task EndAsync(VerifyReportView end, CancellationToken cancellationToken)
    {
        Report = end;
        return CommitAsync([], cancellationToken);
    }

    private async Task CompareAsync(SourcePage page, CancellationToken cancellationToken)
    {
        for (var start = 0; start < page.Rows.Count; start += SliceRows)
        {
            await CompareAsync(page, start, Math.Min(SliceRows, page.Rows.Count - start), cancellationToken);
            run.Running.Moved();
        }

        if (_compared > 0)
        {
            await CommitAsync([], cancellationToken);
        }
    }

    private async Task CompareAsync(SourcePage page, int start, int count, CancellationToken cancellationToken)
    {
        var rows = page.Rows.Skip(start).Take(count).ToArray();
        var compared = await CompareAsync(page, rows, cancellationToken);
        foreach (var id in compared.Seen)
        {
            _seen.Set(id);
        }

        _compared += count;
        _invalid += compared.Invalid;
        _lastKey = run.Columns.KeyOf(page, rows[^1]);
        var suspects = compared.Differing.Select(static pair => (pair.Record.Key, Typed: pair.Key)).ToArray();
        if (suspects.Length == 0)
        {
            return;
        }

        using var hold = await run.Running.Owned.Interlock.HoldAsync([.. suspects.Select(static suspect => suspect.Key)], cancellationToken);
        var now = await StageException.NameAsync(
            PipelineStage.Source,
            () => run.Source.Connector.ReadByKeysAsync(run.Source.Query, [.. suspects.Select(static suspect => suspect.Typed)], cancellationToken),
            cancellationToken);
        // A source that takes 'A' for 'a' answers with records that were not asked for, and are not held.
        var names = suspects.Select(static suspect => suspect.Key).ToHashSet(StringComparer.Ordinal);
        object?[][] asked = [.. now.Rows.Where(row => run.Source.Mapper.KeyOf(now.Columns, row) is { Succeeded: true, Value: { } key } && names.Contains(key))];
        var again = await CompareAsync(now, asked, cancellationToken);
        foreach (var id in again.Seen)
        {
            _seen.Set(id);
        }

        await CommitAsync([.. again.Differing.Select(static pair => pair.Record)], cancellationToken);
    }

    /// <summary>What seems to differ; ledger ids of the rest; and how many rows are no records.</summary>
    private async Task<(List<(SourceKey Key, VerifiedRecord Record)> Differing, List<long> Seen, int Invalid)> CompareAsync(
        SourcePage page, object?[][] rows, CancellationToken cancellationToken)
    {
        Outcome<string>[] keys = [.. rows.Select(row => run.Source.Mapper.KeyOf(page.Columns, row))];
        var lookup = await VerifyLookup.AskAsync(
            ledger, store, run.Scope, [.. keys.Where(static key => key.Succeeded).Select(static key => key.Value!)], cancellationToken);
        var (differing, seen, invalid) = (new List<(SourceKey, VerifiedRecord)>(), new List<long>(rows.Length), 0);
        for (var i = 0; i < rows.Length; i++)
        {
            if (!keys[i].Succeeded)
            {
                invalid++;
                continue;
            }

            var key = keys[i].Value!;
            var known = lookup.Known(key);
            seen.Add(known?.Id ?? 0);
            var compared = run.Source.Mapper.Compare(page.Columns, rows[i], key, known);
            if (!compared.Succeeded)
            {
                invalid++;
                continue;
            }

            var source = compared.Value.Record is { } record ? LedgerRow.Of(record) : known!.Value;
            var verified = VerifiedRecord.Of(run.Scope.DatasourceId, source, known, lookup.Payload(run.Scope.DatasourceId, key));
            if (verified.Differences != VerifyDifferences.None)
            {
                differing.Add((run.Columns.KeyOf(page, rows[i]), verified));
            }
        }

        return (differing, seen, invalid);
    }

    /// <summary>Everything since the last commit, and what is done about <paramref name="found"/>.</summary>
    private async Task CommitAsync(IReadOnlyCollection<VerifiedRecord> found, CancellationToken cancellationToken)
    {
        LedgerRow[] corrected = [.. found.Where(static record => record is { IsLedgerWrong: true, Stored: not null }).Select(static record => record.Stored!.Value)];
        string[] dropped = [.. found.Where(static record => record is { IsLedgerWrong: true, Stored: null }).Select(static record => record.Key)];
        string[] stale = [.. found.Where(static record => record.IsStale).Select(static record => record.Key)];
        var after = Report.Plus(found) with
        {
            Compared = Report.Compared + _compared,
            Invalid = Report.Invalid + _invalid,
            Corrected = Report.Corrected + corrected.Length + dropped.Length,
            Requeued = Report.Requeued + stale.Length,
        };
        SyncFaults.Hit("before-verify");
        run.Running.Job = await StageException.NameAsync(
            PipelineStage.State,
            () => database.WriteAsync(
                async (transaction, token) =>
                {
                    var now = await FenceGuard.AssertAsync(transaction, run.Running.Lease, token);
                    await LiveCollection.AssertAsync(transaction, run.Scope.Collection, mirror: null, token);
                    await RecordLedger.ApplyAsync(transaction, run.Scope, corrected, dropped, token);
                    await RequeueAsync(transaction, stale, token);
                    await VerifyReport.WriteAsync(transaction, run.Running.Job.Id, after, token);
                    return await CountAsync(transaction, now, token);
                },
                cancellationToken),
            cancellationToken);
        (Report, _compared, _invalid) = (after, 0, 0);
        run.Running.Moved();
        progress.Publish(run.Running.View());
        SyncFaults.Hit("after-verify");
    }

    private async Task<SyncJob> CountAsync(StateTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var job = await transaction.Db.Set<SyncJob>().SingleAsync(row => row.Id == run.Running.Job.Id, cancellationToken);
        job.ProcessedRecords += _compared;
        job.SkippedRecords += _compared; // It writes none of them itself.
        job.Checkpoint = _lastKey is { } key ? SourceKeyJson.Write(key) : job.Checkpoint;
        job.ActiveMilliseconds = run.Running.ActiveMilliseconds;
        job.ProgressAt = now;
        await transaction.Db.SaveChangesAsync(cancellationToken);
        return job;
    }

    private async Task RequeueAsync(StateTransaction transaction, string[] keys, CancellationToken cancellationToken)
    {
        if (keys.Length == 0)
        {
            return;
        }

        var delivery = new SyncDelivery
        {
            Id = RowId.New(time.GetUtcNow()),
            DatasourceId = run.Running.Datasource.Id,
            Kind = DeliveryKind.Heal,
            NamesBy = DeliveryNaming.Key,
            Names = SyncDelivery.WriteNames(keys),
            Action = DeliveryAction.Sync,
            CorrelationId = run.Running.Job.CorrelationId,
        };
        await deliveries.AddAsync(transaction, delivery, SyncJobType.Retry, Actor.System, cancellationToken);
    }
}
