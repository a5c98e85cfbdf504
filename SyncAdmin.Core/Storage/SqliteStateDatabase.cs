using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Storage;

/// <summary>State in <c>state.db</c>: write-ahead log, every commit fsynced, one writer at a time through the gate.</summary>
internal sealed class SqliteStateDatabase : StateDatabase, IDisposable
{
    // A check of this much takes well under a second; a larger file is trusted, and damage shows when it is met.
    private const long CheckedAtStart = 256L << 20;
    private readonly WriteGate _gate = new();
    private readonly string _path;
    private readonly string _connectionString;
    private readonly DbContextOptions<SqliteDbContext> _options;

    public SqliteStateDatabase(string path)
    {
        _path = path;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
        _options = new DbContextOptionsBuilder<SqliteDbContext>()
            .UseSqlite(_connectionString)
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

    /// <summary>Closes the pooled connections, and so the file.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    protected override AppDbContext CreateContext() => new SqliteDbContext(_options);

    protected override async Task MigrateLockedAsync(AppDbContext context, CancellationToken cancellationToken)
    {
        await using var turn = await SqliteMigrationLock.EnterAsync(_path + ".migrating", cancellationToken);
        await CheckAsync(context, cancellationToken);
        // Entity Framework's own lock is a row that a killed process leaves behind, and the next one waits for it for ever. Ours is the
        // kernel's, so a row that is there now is nobody's.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await ApplyMigrationsAsync(context, cancellationToken);
    }

    private async Task CheckAsync(AppDbContext context, CancellationToken cancellationToken)
    {
        var file = new FileInfo(_path);
        if (!file.Exists || file.Length is 0 or > CheckedAtStart)
        {
            return;
        }

        var finding = (await context.Database.SqlQueryRaw<string>("PRAGMA quick_check(1)").ToListAsync(cancellationToken)).FirstOrDefault();
        if (!string.Equals(finding, "ok", StringComparison.Ordinal))
        {
            throw new ProblemException(new Problem(ErrorCatalog.StateCorrupt, $"The content of {_path} contradicts itself: {finding}"));
        }
    }
}
