using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SyncAdmin.Core.Storage;

/// <summary>State in <c>state.db</c>: write-ahead log, every commit fsynced, one writer at a time through the gate.</summary>
internal sealed class SqliteStateDatabase : StateDatabase
{
    private readonly WriteGate _gate = new();
    private readonly DbContextOptions<SqliteDbContext> _options;

    public SqliteStateDatabase(string path)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
        _options = new DbContextOptionsBuilder<SqliteDbContext>()
            .UseSqlite(connectionString)
            .AddInterceptors(new SqlitePragmas())
            .Options;
    }

    public override StorageProvider Provider => StorageProvider.Sqlite;

    public override DatabaseTime Time { get; } = new SqliteTime();

    public override async Task<T> WriteAsync<T>(Func<StateTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync(cancellationToken);
        // Microsoft.Data.Sqlite begins with BEGIN IMMEDIATE unless told otherwise, so a reader never has to become a writer half-way.
        return await InTransactionAsync(work, cancellationToken);
    }

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = CreateContext();
        await context.Database.MigrateAsync(cancellationToken);
    }

    protected override AppDbContext CreateContext() => new SqliteDbContext(_options);
}
