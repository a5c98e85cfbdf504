using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>What ledger and store have and the source, which was read to its end, does not.</summary>
internal sealed class VerifySurplus(IVectorStore store, RecordLedger ledger, VerifyRun run, SweepCandidates candidates)
{
    /// <summary>The report with its surplus; each record is asked for by key before it is told of, while nobody else works on it.</summary>
    internal async Task<VerifyReportView> CountAsync(VerifyReportView report, CancellationToken cancellationToken)
    {
        if (report.Complete && run.Running.Job.DeletedRecords > 0)
        {
            return report; // An earlier attempt counted, and has begun to remove.
        }

        // Counted anew by each attempt: what was surplus when a person was asked may be back.
        report = report with { Complete = true, SurplusInLedger = VerifyFinding.None, SurplusInStore = VerifyFinding.None };
        await foreach (var page in candidates.PagesAsync(cancellationToken))
        {
            report = report.Plus(await GoneAsync(page, cancellationToken));
            run.Running.Moved();
        }

        return report;
    }

    private async Task<List<VerifiedRecord>> GoneAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        using var hold = await run.Running.Owned.Interlock.HoldAsync(keys, cancellationToken);
        var present = await StageException.NameAsync(
            PipelineStage.Source, () => run.Columns.PresentAsync(run.Source.Connector, keys, cancellationToken), cancellationToken);
        string[] gone = [.. keys.Where(key => !present.Contains(key))];
        var lookup = await VerifyLookup.AskAsync(ledger, store, run.Scope, gone, cancellationToken);
        return [.. gone
            .Select(key => VerifiedRecord.Gone(run.Scope.DatasourceId, key, lookup.Known(key), lookup.Payload(run.Scope.DatasourceId, key)))
            .Where(static record => record.Differences != VerifyDifferences.None)];
    }
}
