using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Collections;

/// <content>Deleting, and giving an adopted collection back.</content>
public sealed partial class CollectionManager
{
    /// <summary>
    /// Deletes it with its points, aliases and ledger rows; refused while a datasource feeds it, unless forced: a job that is running then fails with
    /// SYNC-2073. Checkpoints need no deleting: they hold the collection's id and its physical name. An adopted collection stays in the store: what this
    /// SyncAdmin wrote is deleted, points without our <c>_sync</c> are not touched. Cut short by a crash, it is completed by being called again.
    /// </summary>
    public async Task<Outcome<bool>> DeleteAsync(string name, bool force, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        using var turn = await EnterAsync(cancellationToken);

        // By its own name only: an alias is not enough to lose a collection by.
        if (await _rows.FindAsync(name, cancellationToken) is not { } row)
        {
            var found = await FindAsync(name, cancellationToken);
            return found.Succeeded ? new Problem(ErrorCatalog.CollectionNameIsAlias, $"'{name}' is an alias of collection '{found.Value.Name}'.") : found.Problem;
        }

        if (await _reindexes.OpenOfAsync(row.Id, cancellationToken) is { } open)
        {
            return new Problem(ErrorCatalog.CollectionBeingReindexed, $"'{name}' is being re-indexed into '{open.ToPhysicalName}'.");
        }

        var feeders = (await _dependents.FeedersAsync([name], cancellationToken))[name].ToList();
        if (!force && await RefusalAsync(name, feeders, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        foreach (var leftover in await _reindexes.LeftoversAsync(row, withNewest: true, cancellationToken))
        {
            await _reindexes.DropAsync(row, leftover, cancellationToken);
        }

        await RemoveFromStoreAsync(row, feeders, cancellationToken);
        await _dependents.ForgetRowsAsync(row.PhysicalName, cancellationToken);
        await _rows.RemoveAsync(
            row,
            transaction => _audit.Add(transaction, actor, "collection.delete", Subject, name, AuditForm(row), null, correlationId),
            cancellationToken);

        // Until the row was gone, a job that runs on could commit one batch more; now none can.
        await _dependents.ForgetLedgerAsync(row.PhysicalName, cancellationToken);
        return true;
    }

    private async Task<Problem?> RefusalAsync(string name, List<CollectionFeeder> feeders, CancellationToken cancellationToken)
    {
        if (feeders.Count == 0)
        {
            return null;
        }

        var names = feeders.Select(feeder => feeder.Name).ToArray();
        var jobs = await _dependents.RunningJobsAsync(name, cancellationToken);
        return jobs.Count > 0
            ? new Problem(ErrorCatalog.CollectionBusy, $"Job {jobs[0]} is syncing into '{name}', which {string.Join(", ", names)} feeds.")
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["jobId"] = jobs[0], ["datasources"] = names },
            }
            : new Problem(ErrorCatalog.CollectionInUse, $"'{name}' is fed by {string.Join(", ", names)}.")
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["datasources"] = names },
            };
    }

    private async Task RemoveFromStoreAsync(Collection row, List<CollectionFeeder> feeders, CancellationToken cancellationToken)
    {
        if (!row.Adopted)
        {
            await _physical.DeleteAsync(row, cancellationToken);
            LogDeleted(row.Name, row.PhysicalName);
            return;
        }

        var writers = await _dependents.WritersAsync(row.PhysicalName, cancellationToken);
        await _physical.ReleaseAsync(row, [.. writers.Union(feeders.Select(feeder => feeder.Id))], cancellationToken);
        LogReleased(row.Name, row.PhysicalName);
    }

    private static object AuditForm(Collection row) => new { row.PhysicalName, row.Adopted, Spec = row.Spec(), Embedding = row.Fingerprint() };
}
