using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Tests.Servers;

namespace SyncAdmin.Tests.Sync;

/// <summary>A migrated state database of its own, on either provider; gone with the test.</summary>
internal sealed class TestState : IAsyncDisposable
{
    private readonly string? _directory;

    private TestState(StateDatabase database, string? directory) => (Database, _directory) = (database, directory);

    internal StateDatabase Database { get; }

    internal static async Task<TestState> CreateAsync(StorageProvider provider)
    {
        var directory = provider == StorageProvider.Sqlite ? Directory.CreateTempSubdirectory("syncadmin-state-").FullName : null;
        StateDatabase database = directory is null
            ? new PostgresStateDatabase(PostgresServer.Shared.ConnectionString(PostgresServer.Shared.CreateDatabase()))
            : new SqliteStateDatabase(Path.Combine(directory, "state.db"));
        await database.MigrateAsync(CancellationToken.None);
        return new TestState(database, directory);
    }

    internal async Task<Datasource> AddDatasourceAsync(string name = "shop", Action<Datasource>? change = null)
    {
        var datasource = new Datasource
        {
            Id = Guid.NewGuid(),
            Name = name,
            Type = "fake",
            ConnectionConfig = "{}",
            QueryTemplate = "SELECT * FROM products",
            KeyField = "id",
            CodeField = "code",
            FieldMapping = """{"code":"code","name":"name","price":"price"}""",
            EmbeddingFields = """["name"]""",
            QdrantCollection = "products",
        };
        change?.Invoke(datasource);
        await Database.WriteAsync(
            async (transaction, token) =>
            {
                transaction.Db.Add(datasource);
                await transaction.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        return datasource;
    }

    internal async Task<SyncJob> JobAsync(Guid id)
    {
        await using var context = Database.Read();
        return await context.Set<SyncJob>().SingleAsync(job => job.Id == id);
    }

    internal async Task<Datasource> DatasourceAsync(Guid id)
    {
        await using var context = Database.Read();
        return await context.Set<Datasource>().SingleAsync(datasource => datasource.Id == id);
    }

    internal async Task<DatasourceLease?> LeaseAsync(Guid datasourceId)
    {
        await using var context = Database.Read();
        return await context.Set<DatasourceLease>().SingleOrDefaultAsync(lease => lease.DatasourceId == datasourceId);
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        if (_directory is not null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_directory, recursive: true);
        }
    }
}
