using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SyncAdmin.Bench.Webhooks;

/// <summary>A SQLite table of products that changes while it is synced.</summary>
internal sealed class ChangingCatalogue : IDisposable
{
    private const int Slice = 2_000;
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-bench-shop-").FullName;
    private readonly int _products;

    internal ChangingCatalogue(int products)
    {
        _products = products;
        // Readers and a writer at once; what a crash would cost it is nobody's business here.
        Execute("PRAGMA journal_mode=WAL; CREATE TABLE products (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, version INTEGER NOT NULL)");
        Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {products})
            INSERT INTO products SELECT i, printf('P-%07d', i), 'product number ' || i || ' version 0', 0 FROM n
            """));
    }

    private string File => Path.Combine(_directory, "shop.db");

    internal static string CodeOf(int product) => string.Create(CultureInfo.InvariantCulture, $"P-{product:0000000}");

    internal object Input(string collection) => new
    {
        name = collection,
        type = "sqlite",
        connectionConfig = new { path = File },
        queryTemplate = "SELECT id, code, name, version FROM products",
        keyField = "id",
        codeField = "code",
        fieldMapping = new { code = "code", name = "name", version = "version" },
        embeddingFields = new[] { "name" },
        qdrantCollection = collection,
        webhookEnabled = true,
    };

    /// <summary>New names for these products.</summary>
    internal void Change(IEnumerable<int> products) => Change($"id IN ({string.Join(',', products)})");

    /// <summary>New names for all, in slices that let others write between them.</summary>
    internal void ChangeAll()
    {
        for (var from = 1; from <= _products; from += Slice)
        {
            Change(string.Create(CultureInfo.InvariantCulture, $"id BETWEEN {from} AND {from + Slice - 1}"));
        }
    }

    /// <summary>Version by code.</summary>
    internal Dictionary<string, long> Versions()
    {
        using var connection = Open();
        using var command = new SqliteCommand("SELECT code, version FROM products", connection);
        using var reader = command.ExecuteReader();
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
        {
            versions.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return versions;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Change(string condition) =>
        Execute($"UPDATE products SET version = version + 1, name = 'product number ' || id || ' version ' || (version + 1) WHERE {condition}");

    private void Execute(string sql)
    {
        using var connection = Open();
#pragma warning disable CA2100 // Our own statements.
        using var command = new SqliteCommand("PRAGMA synchronous=OFF; " + sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False;Default Timeout=60");
        connection.Open();
        return connection;
    }
}
