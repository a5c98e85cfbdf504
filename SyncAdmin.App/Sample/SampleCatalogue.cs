using Microsoft.Data.Sqlite;

namespace SyncAdmin.App.Sample;

/// <summary>Writes the sample catalogue: a SQLite file with one table, as a small shop's ERP would hold it.</summary>
internal static class SampleCatalogue
{
    /// <summary>Products in the file.</summary>
    internal const int Count = 5000;

    /// <summary>What the sample datasource reads.</summary>
    internal const string Query = "SELECT codigo, nombre, marca, categoria, precio, moneda, existencias, descripcion, actualizado_en FROM productos";

    /// <summary>Makes the file anew; an older one is replaced. It appears under its name only when it is complete.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="count">How many products.</param>
    internal static void Write(string path, int count = Count)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = unfinished, Pooling = false }.ToString()))
        {
            connection.Open();
            using var transaction = connection.BeginTransaction();
            Execute(connection, """
                CREATE TABLE productos (
                    codigo         TEXT PRIMARY KEY,
                    nombre         TEXT NOT NULL,
                    marca          TEXT NOT NULL,
                    categoria      TEXT NOT NULL,
                    precio         DECIMAL(10,2) NOT NULL,
                    moneda         TEXT NOT NULL DEFAULT 'EUR',
                    existencias    INTEGER NOT NULL,
                    descripcion    TEXT NOT NULL,
                    actualizado_en DATETIME NOT NULL
                ) WITHOUT ROWID
                """);
            Insert(connection, count);
            transaction.Commit();
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static void Insert(SqliteConnection connection, int count)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO productos (codigo, nombre, marca, categoria, precio, existencias, descripcion, actualizado_en) VALUES (@codigo, @nombre, @marca, @categoria, @precio, @existencias, @descripcion, @actualizado_en)";
        foreach (var product in SampleProducts.Generate(count))
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("@codigo", product.Code);
            insert.Parameters.AddWithValue("@nombre", product.Name);
            insert.Parameters.AddWithValue("@marca", product.Brand);
            insert.Parameters.AddWithValue("@categoria", product.Category);
            insert.Parameters.AddWithValue("@precio", (double)product.Price);
            insert.Parameters.AddWithValue("@existencias", product.Stock);
            insert.Parameters.AddWithValue("@descripcion", product.Description);
            insert.Parameters.AddWithValue("@actualizado_en", product.UpdatedAt.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
            insert.ExecuteNonQuery();
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Ours, constant.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
