using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SyncAdmin.Core.Storage;

/// <summary>State on PostgreSQL.</summary>
internal sealed class PostgresStateDatabase : StateDatabase, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly DbContextOptions<PostgresDbContext> _options;

    public PostgresStateDatabase(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "SyncAdmin" };
        // Frees what a stopped process (SIGSTOP, a hung machine) holds inside an open transaction.
        builder.Options = $"{builder.Options} -c idle_in_transaction_session_timeout=10000".Trim();
        _source = NpgsqlDataSource.Create(builder);
        _options = new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql(_source).Options;
    }

    public override StorageProvider Provider => StorageProvider.Postgres;

    public override DatabaseTime Time { get; } = new PostgresTime();

    public override Task<T> WriteAsync<T>(Func<StateTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        InTransactionAsync(work, cancellationToken);

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = CreateContext();
        await context.Database.MigrateAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    protected override AppDbContext CreateContext() => new PostgresDbContext(_options);
}
