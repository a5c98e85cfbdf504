using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Collections;

/// <summary>For every transaction that writes ledger rows: proves that their collection is still there, and stays until the transaction ends.</summary>
internal static class LiveCollection
{
    /// <summary>As <see cref="AssertAsync"/>, for whoever has another way.</summary>
    internal static async Task<bool> IsThereAsync(StateTransaction transaction, string physicalName, CancellationToken cancellationToken)
    {
        // PostgreSQL: the lock makes a deletion wait for this transaction. SQLite: BEGIN IMMEDIATE has shut every other writer out already.
        var keepOthersOut = transaction.Database.Provider == StorageProvider.Postgres ? " FOR KEY SHARE" : string.Empty;
        return await transaction.ScalarAsync<long>(
            $"SELECT CAST(1 AS BIGINT) FROM collections WHERE physical_name = @name{keepOthersOut}", cancellationToken, ("name", physicalName)) != 0;
    }

    /// <summary>A <see cref="ProblemException"/> when the collection was deleted: nothing may be written for it any more.</summary>
    internal static async Task AssertAsync(StateTransaction transaction, string physicalName, CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(transaction, physicalName, cancellationToken))
        {
            throw new ProblemException(Deleted(physicalName));
        }
    }

    internal static Problem Deleted(string physicalName) => new(ErrorCatalog.CollectionDeletedMeanwhile, $"'{physicalName}' is no longer there.");
}
