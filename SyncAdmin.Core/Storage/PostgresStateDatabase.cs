using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Storage;

/// <summary>State on PostgreSQL.</summary>
internal sealed class PostgresStateDatabase : StateDatabase, IAsyncDisposable, IDisposable
{
    // "SyncAdmn" in ASCII: a number that no other application on the server will lock by chance.
    internal const long MigrationLock = 0x53796E6341646D6E;

    // What statements go by: keys and indexes, never a walk over a table. PostgreSQL keeps the plan of a prepared statement until the table is analysed, and one
    // made while the table was tiny would read the whole of a large one each time.
    private const string ByIndex = "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off";
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _statements;
    private readonly string _unpooled;
    private readonly DbContextOptions<PostgresDbContext> _options;

    public PostgresStateDatabase(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "SyncAdmin" };
        // Frees what a stopped process (SIGSTOP, a hung machine) holds inside an open transaction.
        builder.Options = $"{builder.Options} -c idle_in_transaction_session_timeout=10000".Trim();
        // Nothing here leaves settings, temporary tables or locks on a session, and PostgreSQL would work on the seven statements of a reset ahead of each use.
        builder.NoResetOnClose = true;
        _source = NpgsqlDataSource.Create(builder);
        _statements = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(builder.ConnectionString) { Options = $"{builder.Options} {ByIndex}" });
        _unpooled = new NpgsqlConnectionStringBuilder(builder.ConnectionString) { Pooling = false }.ConnectionString;
        _options = new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql(_source).Options;
    }

    public override StorageProvider Provider => StorageProvider.Postgres;

    public override DatabaseTime Time { get; } = new PostgresTime();

    public override Task<T> WriteAsync<T>(Func<StateTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        InTransactionAsync(work, cancellationToken);

    internal override Task<T> StatementAsync<T>(
        string sql,
        Func<DbDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken,
        params (string Name, object? Value)[] parameters) => UnlessInterlockedAsync(
            async token =>
            {
                try
                {
                    await using var connection = await _statements.OpenConnectionAsync(token);
                    await using var command = StateCommand.Create(connection, transaction: null, Provider, sql, parameters);
                    await command.PrepareAsync(token);
                    await using var reader = await command.ExecuteReaderAsync(token);
                    return await read(reader, token);
                }
                catch (Exception exception) when (StateFailure.ProblemOf(exception) is { } problem)
                {
                    throw new ProblemException(problem, exception);
                }
            },
            cancellationToken);

    /// <summary>A connection outside the pool, that the caller keeps: what it listens to ends with it.</summary>
    internal async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_unpooled);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _statements.DisposeAsync();
        await _source.DisposeAsync();
    }

    public void Dispose()
    {
        _statements.Dispose();
        _source.Dispose();
    }

    protected override AppDbContext CreateContext() => new PostgresDbContext(_options);

    protected override async Task MigrateLockedAsync(AppDbContext context, CancellationToken cancellationToken)
    {
        // A session lock on a connection of its own: it spans the transactions of several migrations and the check before them. (Entity
        // Framework locks too, but the history table only, which the first start has yet to make.)
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using (var enter = new NpgsqlCommand($"SELECT pg_advisory_lock({MigrationLock})", connection) { CommandTimeout = 0 })
        {
            await enter.ExecuteNonQueryAsync(cancellationToken);
        }

        try
        {
            await ApplyMigrationsAsync(context, cancellationToken);
        }
        finally
        {
            // The pool resets a connection only when it is taken again: until then the lock would stay.
            await using var leave = new NpgsqlCommand($"SELECT pg_advisory_unlock({MigrationLock})", connection);
            await leave.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
