using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Collections;

/// <summary>For every transaction that writes ledger rows: proves that what it writes for is the live collection, and stays so until the transaction ends.</summary>
internal static class LiveCollection
{
    /// <summary>Whether a collection stands for it.</summary>
    internal static async Task<bool> IsThereAsync(StateTransaction transaction, string physicalName, string? mirror, CancellationToken cancellationToken) =>
        // PostgreSQL: the lock makes a deletion, and the switch of a re-index, wait for this transaction. SQLite: BEGIN IMMEDIATE has shut every other writer out already.
        await transaction.ScalarAsync<long>(
            $"SELECT CAST(1 AS BIGINT) FROM collections WHERE physical_name IN (@name, @mirror) LIMIT 1{KeepOthersOut(transaction)}",
            cancellationToken,
            ("name", physicalName),
            ("mirror", mirror ?? physicalName)) != 0;

    /// <summary>Whether a collection stands for it, or it is being built by a re-index: nobody removes it and its ledger rows before this transaction ends.</summary>
    internal static async Task<bool> IsKeptAsync(StateTransaction transaction, string physicalName, CancellationToken cancellationToken) =>
        await IsThereAsync(transaction, physicalName, mirror: null, cancellationToken) || await IsBuiltAsync(transaction, physicalName, cancellationToken);

    /// <summary>
    /// A <see cref="ProblemException"/> when neither a collection stands for one of the two, nor the first is the one that a re-index builds: the collection was
    /// deleted, or stands for another physical collection by now, and what is written here would be lost.
    /// </summary>
    /// <param name="transaction">That writes.</param>
    /// <param name="physicalName">What is written.</param>
    /// <param name="mirror">What is written beside it; null: nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task AssertAsync(StateTransaction transaction, string physicalName, string? mirror, CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(transaction, physicalName, mirror, cancellationToken) && !await IsBuiltAsync(transaction, physicalName, cancellationToken))
        {
            throw new ProblemException(Deleted(physicalName));
        }
    }

    internal static Problem Deleted(string physicalName) => new(ErrorCatalog.CollectionDeletedMeanwhile, $"'{physicalName}' is no longer there.");

    private static async Task<bool> IsBuiltAsync(StateTransaction transaction, string physicalName, CancellationToken cancellationToken) =>
        await transaction.ScalarAsync<long>(
            $"""
            SELECT CAST(1 AS BIGINT) FROM collection_reindexes
            WHERE to_physical_name = @name AND status IN ('building', 'verifying', 'switching') LIMIT 1{KeepOthersOut(transaction)}
            """,
            cancellationToken,
            ("name", physicalName)) != 0;

    private static string KeepOthersOut(StateTransaction transaction) => transaction.Database.Provider == StorageProvider.Postgres ? " FOR KEY SHARE" : string.Empty;
}
