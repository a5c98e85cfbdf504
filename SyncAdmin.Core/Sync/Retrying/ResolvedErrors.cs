using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Retrying;

/// <summary>Says of records that failed once that they are in order now, in the transaction that brings them in order.</summary>
internal static class ResolvedErrors
{
    /// <summary>Resolves what these records failed of, in whatever job: they were written, found unchanged, or are gone from the source.</summary>
    /// <param name="transaction">The commit.</param>
    /// <param name="datasourceId">Whose records.</param>
    /// <param name="recordKeys">Canonical keys. Index (datasource_id, resolved, record_identifier).</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many errors.</returns>
    internal static Task<int> ResolveAsync(StateTransaction transaction, Guid datasourceId, IReadOnlyCollection<string> recordKeys, CancellationToken cancellationToken) =>
        recordKeys.Count == 0
            ? Task.FromResult(0)
            : transaction.Db.Set<SyncError>()
                .Where(error => error.DatasourceId == datasourceId && !error.Resolved && recordKeys.Contains(error.RecordIdentifier))
                .ExecuteUpdateAsync(set => set.SetProperty(error => error.Resolved, true), cancellationToken);
}
