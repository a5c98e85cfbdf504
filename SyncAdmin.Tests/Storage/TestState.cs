using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;

namespace SyncAdmin.Tests.Storage;

/// <summary>A state database of its own for one test, on either provider, with a second way in as another process would have it.</summary>
internal sealed class TestState : IAsyncDisposable
{
    private readonly string _postgresName;
    private readonly List<StateDatabase> _opened = [];

    private TestState(StorageProvider provider)
    {
        Provider = provider;
        Directory = new DataDirectory(System.IO.Directory.CreateTempSubdirectory("syncadmin-state-").FullName);
        _postgresName = provider == StorageProvider.Postgres ? PostgresServer.Shared.CreateDatabase() : string.Empty;
        Database = OpenAnother();
    }

    internal StorageProvider Provider { get; }

    internal DataDirectory Directory { get; }

    internal StateDatabase Database { get; }

    internal string PostgresConnectionString => PostgresServer.Shared.ConnectionString(_postgresName);

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened)
        {
            if (database is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                ((IDisposable)database).Dispose();
            }
        }

        System.IO.Directory.Delete(Directory.Root, recursive: true);
    }

    /// <summary>Empty, no tables yet.</summary>
    internal static TestState CreateEmpty(StorageProvider provider) => new(provider);

    /// <summary>With its tables.</summary>
    internal static async Task<TestState> CreateAsync(StorageProvider provider)
    {
        var state = new TestState(provider);
        await state.Database.MigrateAsync(CancellationToken.None);
        return state;
    }

    /// <summary>A datasource to hang rows on.</summary>
    internal static Datasource NewDatasource(string name, Guid? id = null) => new()
    {
        Id = id ?? Guid.NewGuid(),
        Name = name,
        Type = "sqlite",
        ConnectionConfig = """{"path":"a.db"}""",
        QueryTemplate = "SELECT id FROM t",
        KeyField = "id",
        CodeField = "id",
        FieldMapping = """{"id":"id"}""",
        EmbeddingFields = """["id"]""",
        QdrantCollection = "c",
    };

    /// <summary>Another instance on the same database: a replica, or a command beside the running process.</summary>
    internal StateDatabase OpenAnother()
    {
        StateDatabase database = Provider == StorageProvider.Postgres
            ? new PostgresStateDatabase(PostgresConnectionString)
            : new SqliteStateDatabase(Directory.StateFile);
        _opened.Add(database);
        return database;
    }

    internal async Task<T> ScalarAsync<T>(string sql) =>
        await Database.WriteAsync((transaction, token) => transaction.ScalarAsync<T>(sql, token), CancellationToken.None)
        ?? throw new InvalidOperationException($"No value from {sql}");

    internal async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var context = Database.Read();
        return await context.Set<T>().ToListAsync();
    }

    internal Task AddAsync(params object[] entities) => Database.WriteAsync(
        (transaction, _) =>
        {
            transaction.Db.AddRange(entities);
            return Task.CompletedTask;
        },
        CancellationToken.None);
}
