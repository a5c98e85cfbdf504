using System.Globalization;
using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// The tables of <c>catalog.db</c>, by steps: a file of an earlier version is brought up to date when it is opened, each step in one transaction with
/// its number (<c>PRAGMA user_version</c>). A step that was released is never changed; the next one is added below it.
/// </summary>
internal static class CatalogSchema
{
    private static readonly string[] Steps =
    [
        // Files made before versions were counted say 0 and have these tables already.
        """
        CREATE TABLE IF NOT EXISTS collections (
            number            INTEGER PRIMARY KEY AUTOINCREMENT,
            name              TEXT NOT NULL UNIQUE,
            vector_size       INTEGER NOT NULL,
            distance          TEXT NOT NULL,
            hnsw_m            INTEGER,
            hnsw_ef_construct INTEGER
        );
        CREATE TABLE IF NOT EXISTS aliases (
            alias      TEXT PRIMARY KEY,
            collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE
        );
        CREATE TABLE IF NOT EXISTS payload_indexes (
            collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE,
            field      TEXT NOT NULL,
            schema     TEXT NOT NULL,
            PRIMARY KEY (collection, field)
        );
        """,

        // The rest of CollectionSpec.
        """
        ALTER TABLE collections ADD COLUMN hnsw_on_disk INTEGER;
        ALTER TABLE collections ADD COLUMN on_disk INTEGER;
        ALTER TABLE collections ADD COLUMN on_disk_payload INTEGER;
        ALTER TABLE collections ADD COLUMN quantization TEXT;
        ALTER TABLE collections ADD COLUMN quantization_quantile REAL;
        ALTER TABLE collections ADD COLUMN quantization_always_ram INTEGER;
        """,
    ];

    internal static void Upgrade(SqliteConnection connection)
    {
        var version = Version(connection);
        if (version > Steps.Length)
        {
            throw new ProblemException(new Problem(
                ErrorCatalog.VectorCatalogueNewer,
                string.Create(CultureInfo.InvariantCulture, $"catalog.db is of version {version}; this program knows {Steps.Length}.")));
        }

        for (var step = version; step < Steps.Length; step++)
        {
            using var transaction = connection.BeginTransaction();
            EmbeddedSqlite.Execute(connection, Steps[step]);
            EmbeddedSqlite.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {step + 1}"));
            transaction.Commit();
        }
    }

    private static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
