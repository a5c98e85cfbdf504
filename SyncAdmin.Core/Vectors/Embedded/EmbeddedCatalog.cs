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
    private const string SpecColumns =
        "vector_size, distance, hnsw_m, hnsw_ef_construct, hnsw_on_disk, on_disk, on_disk_payload, quantization, quantization_quantile, quantization_always_ram";

    private readonly SqliteConnection _connection;

    internal EmbeddedCatalog(string path)
    {
        _connection = EmbeddedSqlite.Open(path);
        try
        {
            CatalogSchema.Upgrade(_connection);
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
            $"INSERT INTO collections (name, {SpecColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            [name, .. Values(spec)]));
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

    private static void Run(SqliteTransaction transaction, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Only constants of ours come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
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
        var entries = Rows($"SELECT number, name, {SpecColumns} FROM collections", row => new CatalogEntry(
            row.GetInt64(0),
            row.GetString(1),
            Spec(row, 2),
            indexes[row.GetInt64(0)].ToDictionary(index => index.Field, index => index.Schema, StringComparer.Ordinal)));
        Collections = entries.ToImmutableSortedDictionary(entry => entry.Name, entry => entry, StringComparer.Ordinal);
        Aliases = Rows("SELECT alias, name FROM aliases JOIN collections ON number = collection", row => (Alias: row.GetString(0), Name: row.GetString(1)))
            .ToImmutableSortedDictionary(row => row.Alias, row => row.Name, StringComparer.Ordinal);
    }

    /// <summary>In the order of <see cref="SpecColumns"/>.</summary>
    private static object?[] Values(CollectionSpec spec) =>
    [
        spec.VectorSize,
        spec.Distance.ToString(),
        spec.HnswM,
        spec.HnswEfConstruct,
        spec.HnswOnDisk,
        spec.OnDisk,
        spec.OnDiskPayload,
        spec.Quantization?.Kind.ToString(),
        spec.Quantization?.Quantile,
        spec.Quantization?.AlwaysRam,
    ];

    private static CollectionSpec Spec(SqliteDataReader row, int first)
    {
        T? Value<T>(int column)
            where T : struct => row.IsDBNull(first + column) ? null : row.GetFieldValue<T>(first + column);

        return new CollectionSpec(row.GetInt32(first), Enum.Parse<Distance>(row.GetString(first + 1)), Value<int>(2), Value<int>(3))
        {
            HnswOnDisk = Value<bool>(4),
            OnDisk = Value<bool>(5),
            OnDiskPayload = Value<bool>(6),
            Quantization = row.IsDBNull(first + 7) ? null : new Quantization(Enum.Parse<QuantizationKind>(row.GetString(first + 7)), Value<bool>(9), Value<double>(8)),
        };
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
