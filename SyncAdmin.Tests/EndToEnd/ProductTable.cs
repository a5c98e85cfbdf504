using System.Data.SqlTypes;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using MySql.Data.MySqlClient;
using SyncAdmin.App.Sample;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Servers.Tds;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>The catalogue that SyncAdmin was first needed for, in size: a table of generated products in a real server.</summary>
internal static class ProductTable
{
    /// <summary>Rows of that catalogue.</summary>
    internal const int FullSize = 202_910;

    private const string Columns = "id, code, name, brand, category, price, stock, description, weight, updated_at";

    /// <summary>What a datasource on it reads.</summary>
    internal static string Query => $"SELECT {Columns} FROM products";

    /// <summary>A datasource as a script posts it.</summary>
    internal static object Datasource(string name, string type, object connectionConfig, string collection, string? query = null) => new
    {
        name,
        type,
        connectionConfig,
        queryTemplate = query ?? Query,
        keyField = "id",
        codeField = "code",
        changeField = "updated_at",
        fieldMapping = new { code = "code", name = "name", brand = "brand", category = "category", price = "price", stock = "stock", description = "description" },
        embeddingFields = new[] { "name", "brand", "code" },
        qdrantCollection = collection,
        batchSize = 100,
    };

    internal static string InPostgres(int rows)
    {
        var server = PostgresServer.Shared;
        var database = server.CreateDatabase();
        server.Execute(database, """
            CREATE TABLE products (
                id bigint PRIMARY KEY, code varchar(40) NOT NULL, name varchar(200) NOT NULL, brand varchar(80), category varchar(80),
                price numeric(10,2), stock integer, description text, weight double precision, updated_at timestamp);
            CREATE INDEX products_code ON products (code)
            """);
        using var connection = new NpgsqlConnection(server.ConnectionString(database) + ";Pooling=false");
        connection.Open();
        using (var copy = connection.BeginBinaryImport($"COPY products ({Columns}) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var (id, product) in Products(rows))
            {
                copy.StartRow();
                copy.Write(id);
                copy.Write(product.Code);
                copy.Write(product.Name);
                copy.Write(product.Brand);
                copy.Write(product.Category);
                copy.Write(product.Price);
                copy.Write(product.Stock);
                copy.Write(product.Description);
                copy.Write(Weight(id));
                copy.Write(product.UpdatedAt, NpgsqlTypes.NpgsqlDbType.Timestamp);
            }

            copy.Complete();
        }

        server.Execute(database, "ANALYZE products");
        return database;
    }

    internal static string InMariaDb(int rows)
    {
        var server = MariaDbServer.Shared;
        var database = server.CreateDatabase();
        server.Execute(database, """
            CREATE TABLE products (
                id BIGINT PRIMARY KEY, code VARCHAR(40) NOT NULL, name VARCHAR(200) NOT NULL, brand VARCHAR(80), category VARCHAR(80),
                price DECIMAL(10,2), stock INT, description TEXT, weight DOUBLE, updated_at DATETIME, KEY products_code (code))
            """);
        using var connection = new MySqlConnection(server.ConnectionString(database) + ";Pooling=false");
        connection.Open();
        foreach (var chunk in Products(rows).Chunk(2000))
        {
            using var insert = new MySqlCommand(InsertOf(chunk), connection);
            insert.ExecuteNonQuery();
        }

        server.Execute(database, "ANALYZE TABLE products");
        return database;
    }

    internal static void InSqlite(string path, int rows)
    {
        ExecuteInSqlite(path, """
            CREATE TABLE products (
                id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, brand TEXT, category TEXT,
                price NUMERIC, stock INTEGER, description TEXT, weight REAL, updated_at TEXT);
            CREATE INDEX products_code ON products (code)
            """);
        foreach (var chunk in Products(rows).Chunk(500))
        {
            ExecuteInSqlite(path, InsertOf(chunk));
        }
    }

    internal static void ExecuteInSqlite(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal static TdsDatabase InSqlServer(TdsServer server, int rows)
    {
        var database = server.CreateDatabase();
        database.Execute("""
            CREATE TABLE products (
                id bigint NOT NULL PRIMARY KEY, code varchar(40) NOT NULL, name nvarchar(200) NOT NULL, brand nvarchar(80), category nvarchar(80),
                price decimal(10,2), stock int, description nvarchar(max), weight float, updated_at datetime2(0))
            CREATE INDEX products_code ON products (code)
            """);
        database.Insert("products", Columns.Split(", "), Products(rows).Select(row => new object?[]
        {
            row.Id, row.Product.Code, row.Product.Name, row.Product.Brand, row.Product.Category, new SqlDecimal(row.Product.Price), (long)row.Product.Stock,
            row.Product.Description, Weight(row.Id), row.Product.UpdatedAt,
        }));
        return database;
    }

    internal static object SqlServerConnection(TdsServer server, TdsDatabase database) =>
        new { host = "127.0.0.1", port = server.Port, database = database.Name, username = TdsServer.User, password = TdsServer.Password };

    internal static object PostgresConnection(string database) =>
        new { host = "127.0.0.1", port = PostgresServer.Shared.Port, database, username = "postgres", password = "postgres" };

    internal static object MariaDbConnection(string database) =>
        new { host = "127.0.0.1", port = MariaDbServer.Shared.Port, database, username = MariaDbServer.User, password = MariaDbServer.Password };

    internal static IEnumerable<(long Id, SampleProduct Product)> Products(int rows) =>
        SampleProducts.Generate(rows).Select((product, index) => (index + 1L, product));

    private static string InsertOf(IEnumerable<(long Id, SampleProduct Product)> rows)
    {
        var values = rows.Select(static row => string.Create(
            CultureInfo.InvariantCulture,
            $"({row.Id},'{Quoted(row.Product.Code)}','{Quoted(row.Product.Name)}','{Quoted(row.Product.Brand)}','{Quoted(row.Product.Category)}',{row.Product.Price},{row.Product.Stock},'{Quoted(row.Product.Description)}',{Weight(row.Id)},'{row.Product.UpdatedAt:yyyy-MM-dd HH:mm:ss}')"));
        return $"INSERT INTO products ({Columns}) VALUES {string.Join(',', values)}";
    }

    private static double Weight(long id) => id % 5000 / 8.0;

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
