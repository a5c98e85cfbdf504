using System.Net;
using Microsoft.Data.Sqlite;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>
/// The same catalogue in three types of source, and for each kind of state a SyncAdmin that has synced all three: made once, by one process each. Every case gets a
/// copy of one, so that it costs no more than the process that dies and the one that follows it.
/// </summary>
public sealed class KillMatrixHouses : IAsyncLifetime
{
    /// <summary>Two pages.</summary>
    internal const int Rows = 1_500;

    internal static readonly string[] Sources = ["mysql", "postgresql", "sqlite"];
    internal static readonly string[] States = ["sqlite", "postgres"];

    private readonly string _folder = Directory.CreateTempSubdirectory("syncadmin-matrix-").FullName;
    private readonly Dictionary<string, Action<string>> _execute = new(StringComparer.Ordinal);
    private readonly Dictionary<string, House> _houses = new(StringComparer.Ordinal);
    private int _copies;

    public async Task InitializeAsync()
    {
        var connections = new Dictionary<string, object>(StringComparer.Ordinal);
        var (mariaDb, postgres, file) = (ProductTable.InMariaDb(Rows), ProductTable.InPostgres(Rows), Path.Combine(_folder, "shop.db"));
        ProductTable.InSqlite(file, Rows);
        (connections["mysql"], _execute["mysql"]) = (ProductTable.MariaDbConnection(mariaDb), sql => MariaDbServer.Shared.Execute(mariaDb, sql));
        (connections["postgresql"], _execute["postgresql"]) = (ProductTable.PostgresConnection(postgres), sql => PostgresServer.Shared.Execute(postgres, sql));
        (connections["sqlite"], _execute["sqlite"]) = (new { path = file }, sql => ProductTable.ExecuteInSqlite(file, sql));
        foreach (var source in Sources)
        {
            _execute[source]("CREATE TABLE pristine AS SELECT * FROM products");
        }

        var houses = await Task.WhenAll(States.Select(state => MakeAsync(state, connections)));
        foreach (var (state, house) in States.Zip(houses))
        {
            _houses[state] = house;
        }
    }

    public Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs a statement in this source.</summary>
    internal void Execute(string source, string sql) => _execute[source](sql);

    /// <summary>Makes the source what it was when the houses were synced.</summary>
    internal void Reset(string source)
    {
        Execute(source, "DELETE FROM products");
        Execute(source, "INSERT INTO products SELECT * FROM pristine");
    }

    /// <summary>A house of its own for one case, which disposes of it.</summary>
    internal House Copy(string state)
    {
        var original = _houses[state];
        var copy = Path.Combine(_folder, $"copy{Interlocked.Increment(ref _copies)}");
        foreach (var file in Directory.EnumerateFiles(original.Data, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(original.Data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return original with { Data = copy, Database = original.Database is { } template ? PostgresServer.Shared.CreateDatabase(template) : null };
    }

    private async Task<House> MakeAsync(string state, Dictionary<string, object> connections)
    {
        var house = new House(Path.Combine(_folder, state), state == "postgres" ? PostgresServer.Shared.CreateDatabase() : null, []);
        using var app = await AppProcess.StartAsync(house.Data, house.Settings());
        foreach (var source in Sources)
        {
            var made = await app.SendAsync(HttpMethod.Post, "/api/datasources", Datasource(source, connections[source]), HttpStatusCode.Created);
            house.Datasources[source] = (made.GetProperty("id").GetGuid(), made.GetProperty("webhookSecret").GetString()!);
            var job = await app.StartFullAsync(house.Datasources[source].Id);
            Assert.Equal("completed", (await app.EndOfAsync(job, TimeSpan.FromSeconds(60))).GetProperty("status").GetString());
        }

        app.Stop();
        return house;
    }

    private static object Datasource(string type, object connection) => new
    {
        name = type,
        type,
        connectionConfig = connection,
        queryTemplate = ProductTable.Query,
        keyField = "id",
        codeField = "code",
        changeField = "updated_at",
        fieldMapping = new { code = "code", name = "name", brand = "brand", category = "category", price = "price", stock = "stock", description = "description" },
        embeddingFields = new[] { "name", "brand", "code" },
        qdrantCollection = type,
        webhookEnabled = true,
        batchSize = 10,
    };

    /// <param name="Data">Data directory.</param>
    /// <param name="Database">In PostgreSQL, where the state is there.</param>
    /// <param name="Datasources">By type of source, with the secrets of their webhooks; the collection is named like the type.</param>
    internal sealed record House(string Data, string? Database, Dictionary<string, (Guid Id, string Secret)> Datasources) : IDisposable
    {
        public void Dispose() => Directory.Delete(Data, recursive: true);

        internal (string, string)[] Settings(params (string, string)[] more) =>
        [
            ("Sync:LeaseSeconds", "3"),
            ("Sync:PollMilliseconds", "50"),
            .. Database is null ? Array.Empty<(string, string)>() : [("Storage:Provider", "postgres"), ("Storage:ConnectionString", PostgresServer.Shared.ConnectionString(Database))],
            .. more,
        ];
    }
}
