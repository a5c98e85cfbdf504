using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// Which collections, aliases and payload indexes there are: <c>catalog.db</c>, held in memory too. Writers are serialised by the store; readers
/// take the immutable maps.
/// </summary>
internal sealed class EmbeddedCatalog : IDisposable
{
    private const string Schema = """
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
        """;

    private readonly SqliteConnection _connection;

    internal EmbeddedCatalog(string path)
    {
        _connection = EmbeddedSqlite.Open(path);
        try
        {
            EmbeddedSqlite.Execute(_connection, Schema);
            Read();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    internal ImmutableSortedDictionary<string, CatalogEntry> Collections { get; private set; } = ImmutableSortedDictionary<string, CatalogEntry>.Empty;

    internal ImmutableSortedDictionary<string, string> Aliases { get; private set; } = ImmutableSortedDictionary<string, string>.Empty;

    public void Dispose() => _connection.Dispose();

    /// <summary>By physical name or alias; null when there is none.</summary>
    internal CatalogEntry? Find(string name) =>
        Collections.TryGetValue(name, out var entry) || (Aliases.TryGetValue(name, out var physical) && Collections.TryGetValue(physical, out entry)) ? entry : null;

    internal CatalogEntry Add(string name, CollectionSpec spec)
    {
        RefuseTaken(name);
        Change(transaction => Run(
            transaction,
            "INSERT INTO collections (name, vector_size, distance, hnsw_m, hnsw_ef_construct) VALUES ($1, $2, $3, $4, $5)",
            name, spec.VectorSize, spec.Distance.ToString(), (object?)spec.HnswM ?? DBNull.Value, (object?)spec.HnswEfConstruct ?? DBNull.Value));
        return Collections[name];
    }

    internal void Remove(CatalogEntry entry) => Change(transaction => Run(transaction, "DELETE FROM collections WHERE number = $1", entry.Number));

    internal void SetIndex(CatalogEntry entry, string field, string? schema) => Change(transaction =>
    {
        if (schema is null)
        {
            Run(transaction, "DELETE FROM payload_indexes WHERE collection = $1 AND field = $2", entry.Number, field);
        }
        else
        {
            Run(transaction, "INSERT INTO payload_indexes (collection, field, schema) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET schema = $3", entry.Number, field, schema);
        }
    });

    internal void UpdateAliases(IReadOnlyList<AliasAction> actions) => Change(transaction =>
    {
        foreach (var (alias, collection) in actions)
        {
            if (collection is null)
            {
                Run(transaction, "DELETE FROM aliases WHERE alias = $1", alias);
                continue;
            }

            if (Collections.ContainsKey(alias))
            {
                throw new ProblemException(new Problem(ErrorCatalog.VectorNameTaken, $"'{alias}' can't be an alias: a physical collection has that name."));
            }

            var entry = Find(collection)
                ?? throw new ProblemException(new Problem(ErrorCatalog.VectorCollectionNotFound, $"There is no collection '{collection}' for the alias '{alias}'."));
            Run(transaction, "INSERT INTO aliases (alias, collection) VALUES ($1, $2) ON CONFLICT DO UPDATE SET collection = $2", alias, entry.Number);
        }
    });

    private static void Run(SqliteTransaction transaction, string sql, params ReadOnlySpan<object> values)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Only constants of ours come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        }

        command.ExecuteNonQuery();
    }

    private void RefuseTaken(string name)
    {
        if (Find(name) is not null)
        {
            var what = Collections.ContainsKey(name) ? "a collection" : "an alias";
            throw new ProblemException(new Problem(ErrorCatalog.VectorNameTaken, $"'{name}' is {what} already."));
        }
    }

    private void Change(Action<SqliteTransaction> change)
    {
        using (var transaction = _connection.BeginTransaction())
        {
            change(transaction);
            transaction.Commit();
        }

        Read();
    }

    private void Read()
    {
        var indexes = Rows("SELECT collection, field, schema FROM payload_indexes", row => (Number: row.GetInt64(0), Field: row.GetString(1), Schema: row.GetString(2)))
            .ToLookup(row => row.Number);
        var entries = Rows("SELECT number, name, vector_size, distance, hnsw_m, hnsw_ef_construct FROM collections", row => new CatalogEntry(
            row.GetInt64(0),
            row.GetString(1),
            new CollectionSpec(row.GetInt32(2), Enum.Parse<Distance>(row.GetString(3)), row.IsDBNull(4) ? null : row.GetInt32(4), row.IsDBNull(5) ? null : row.GetInt32(5)),
            indexes[row.GetInt64(0)].ToDictionary(index => index.Field, index => index.Schema, StringComparer.Ordinal)));
        Collections = entries.ToImmutableSortedDictionary(entry => entry.Name, entry => entry, StringComparer.Ordinal);
        Aliases = Rows("SELECT alias, name FROM aliases JOIN collections ON number = collection", row => (Alias: row.GetString(0), Name: row.GetString(1)))
            .ToImmutableSortedDictionary(row => row.Alias, row => row.Name, StringComparer.Ordinal);
    }

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of ours come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
