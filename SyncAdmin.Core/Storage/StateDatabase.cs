using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Storage;

/// <summary>
/// The one way to the application's state. Reads take a context of their own; every write is one short transaction through
/// <see cref="WriteAsync{T}"/>, which on SQLite passes the write gate. Never do I/O to anything else inside a write.
/// </summary>
public abstract class StateDatabase
{
    private const int MostRepeats = 5;

    /// <summary>Which server.</summary>
    public abstract StorageProvider Provider { get; }

    /// <summary>The database's clock.</summary>
    public abstract DatabaseTime Time { get; }

    /// <summary>A context for reading; the caller disposes it. It tracks nothing.</summary>
    public AppDbContext Read()
    {
        var context = CreateContext();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return context;
    }

    /// <summary>
    /// Runs one write transaction and commits it; an exception rolls it back. Tracked changes that <paramref name="work"/> did not save are saved.
    /// </summary>
    /// <exception cref="ProblemException">
    /// SYNC-91xx: the database has no room, is damaged or does not answer, or two writes waited for each other; nothing was written.
    /// </exception>
    public abstract Task<T> WriteAsync<T>(Func<StateTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>As <see cref="WriteAsync{T}"/>, with nothing to return.</summary>
    public Task WriteAsync(Func<StateTransaction, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return WriteAsync(
            async (transaction, token) =>
            {
                await work(transaction, token);
                return true;
            },
            cancellationToken);
    }

    /// <summary>
    /// As <see cref="WriteAsync{T}"/>, for work that may be begun again: where PostgreSQL ended it because it and another waited for each other, it is.
    /// </summary>
    internal Task<T> WriteRepeatedlyAsync<T>(Func<StateTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        UnlessInterlockedAsync(token => WriteAsync(work, token), cancellationToken);

    /// <summary>
    /// Runs one statement that is a transaction by itself and reads its rows: for what is done thousands of times a second. PostgreSQL then needs one
    /// round trip, and keeps the statement prepared. It must find its rows by a key or along an index: there, whole tables are read only where nothing else is left.
    /// </summary>
    /// <exception cref="ProblemException">As <see cref="WriteAsync{T}"/>.</exception>
    internal virtual Task<T> StatementAsync<T>(
        string sql,
        Func<DbDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken,
        params (string Name, object? Value)[] parameters) => WriteAsync(
            async (transaction, token) =>
            {
                await using var command = transaction.Command(sql, parameters);
                await using var reader = await command.ExecuteReaderAsync(token);
                return await read(reader, token);
            },
            cancellationToken);

    /// <summary>Brings the schema up to date, under a lock: several processes may call it at once.</summary>
    /// <exception cref="ProblemException">SYNC-9102: damaged. SYNC-9103: of a newer version. SYNC-9104: does not answer.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = CreateContext();
            await MigrateLockedAsync(context, cancellationToken);
        }
        catch (Exception exception) when (StateFailure.ProblemOf(exception) is { } problem)
        {
            throw new ProblemException(problem, exception);
        }
    }

    /// <summary>What the database's clock says.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        await using var context = Read();
#pragma warning disable EF1002 // The expression is ours; nothing of it comes from outside.
        var milliseconds = await context.Database
            .SqlQueryRaw<long>($"SELECT {Time.NowMilliseconds} AS \"Value\"")
            .SingleAsync(cancellationToken);
#pragma warning restore EF1002
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }

    /// <summary>A tracking context with no transaction yet.</summary>
    protected abstract AppDbContext CreateContext();

    /// <summary>Takes the provider's migration lock and calls <see cref="ApplyMigrationsAsync"/> under it.</summary>
    protected abstract Task MigrateLockedAsync(AppDbContext context, CancellationToken cancellationToken);

    /// <summary>Applies what is missing; refuses a schema with migrations that this program does not know.</summary>
    protected static async Task ApplyMigrationsAsync(AppDbContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.Except(context.Database.GetMigrations(), StringComparer.Ordinal).LastOrDefault() is { } unknown)
        {
            throw new ProblemException(new Problem(ErrorCatalog.StateNewer, $"The state database was migrated to {unknown}, which this version does not know."));
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Begins again what was ended because it and another waited for each other. The other has gone on by then: two tries nearly always do.</summary>
    protected static async Task<T> UnlessInterlockedAsync<T>(Func<CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        for (var repeats = 0; ; repeats++)
        {
            try
            {
                return await write(cancellationToken);
            }
            catch (ProblemException exception) when (exception.Problem.Error == ErrorCatalog.StateInterlocked && repeats < MostRepeats)
            {
                // Nothing was written.
            }
        }
    }

    /// <summary>The transaction around <paramref name="work"/>, once the provider has let the writer in.</summary>
    protected async Task<T> InTransactionAsync<T>(Func<StateTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            await using var context = CreateContext();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var current = new StateTransaction(context, this);
            var result = await work(current, cancellationToken);
            if (context.ChangeTracker.HasChanges())
            {
                await context.SaveChangesAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            current.Committed();
            return result;
        }
        catch (Exception exception) when (StateFailure.ProblemOf(exception) is { } problem)
        {
            throw new ProblemException(problem, exception);
        }
    }
}
