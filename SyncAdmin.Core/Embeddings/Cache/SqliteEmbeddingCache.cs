using System.Globalization;
using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>
/// A SQLite file of its own: hundreds of megabytes of vectors have no place in the state, whose one writer they would keep busy. A file that can't be
/// read is thrown away. Not fsynced at each commit: a power cut may cost the last few vectors, a killed process none.
/// </summary>
internal sealed class SqliteEmbeddingCache(string path, TimeProvider time) : IEmbeddingCacheStore, IDisposable
{
    private const int Version = 1;

    // SQLITE_CORRUPT, SQLITE_NOTADB, https://www.sqlite.org/rescode.html
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly SemaphoreSlim _turn = new(1);
    private SqliteConnection? _connection;

    public Task<IReadOnlyDictionary<EmbeddingCacheKey, CachedEmbedding>> FindAsync(IReadOnlyCollection<EmbeddingCacheKey> keys, CancellationToken cancellationToken) =>
        WithAsync<IReadOnlyDictionary<EmbeddingCacheKey, CachedEmbedding>>(
            connection =>
            {
                var found = new Dictionary<EmbeddingCacheKey, CachedEmbedding>(keys.Count);
                using var command = Command(connection, "SELECT tokens, vector FROM embeddings WHERE key = @key");
                var parameter = command.Parameters.Add("@key", SqliteType.Blob);
                foreach (var key in keys)
                {
                    parameter.Value = key.ToBytes();
                    using var reader = command.ExecuteReader();
                    if (reader.Read())
                    {
                        found[key] = CachedEmbedding.Of(reader.GetInt32(0), reader.GetFieldValue<byte[]>(1));
                    }
                }

                return found;
            },
            cancellationToken);

    public Task<IReadOnlySet<EmbeddingCacheKey>> StoredAsync(IReadOnlyCollection<EmbeddingCacheKey> keys, CancellationToken cancellationToken) =>
        WithAsync<IReadOnlySet<EmbeddingCacheKey>>(
            connection =>
            {
                var stored = new HashSet<EmbeddingCacheKey>(keys.Count);
                using var probe = new SqliteStatement(connection, "SELECT 1 FROM embeddings WHERE key = ?1");
                foreach (var key in keys)
                {
                    if (probe.Bind(1, key.ToBytes()).Step())
                    {
                        stored.Add(key);
                        probe.Reset();
                    }
                }

                return stored;
            },
            cancellationToken);

    public Task AddAsync(IReadOnlyDictionary<EmbeddingCacheKey, CachedEmbedding> embeddings, CancellationToken cancellationToken) =>
        WithAsync(
            connection =>
            {
                using var transaction = connection.BeginTransaction();
                using (var insert = new SqliteStatement(connection, "INSERT INTO embeddings (key, day, tokens, vector) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO NOTHING"))
                {
                    var day = time.GetUtcNow().ToUnixTimeSeconds() / 86_400;
                    foreach (var (key, embedding) in embeddings)
                    {
                        insert.Bind(1, key.ToBytes()).Bind(2, day).Bind(3, embedding.Tokens).Bind(4, embedding.ToBytes()).Run();
                    }
                }

                transaction.Commit();
                return true;
            },
            cancellationToken);

    public Task<long> BytesAsync(CancellationToken cancellationToken) => WithAsync(
        connection => (Number(connection, "PRAGMA page_count") - Number(connection, "PRAGMA freelist_count")) * Number(connection, "PRAGMA page_size"),
        cancellationToken);

    public Task<int> EvictAsync(int count, CancellationToken cancellationToken) => WithAsync(
        connection =>
        {
            // Index ix_embeddings_day; of one day, the first stored goes first.
            using var command = Command(connection, "DELETE FROM embeddings WHERE id IN (SELECT id FROM embeddings ORDER BY day, id LIMIT @count)");
            command.Parameters.AddWithValue("@count", count);
            return command.ExecuteNonQuery();
        },
        cancellationToken);

    public void Dispose()
    {
        _connection?.Dispose();
        _turn.Dispose();
    }

    private async Task<T> WithAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        // One connection, one at a time: a look-up of a batch takes a few milliseconds, a call of the provider hundreds.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return work(_connection ??= Open());
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is Corrupt or NotADatabase)
        {
            Discard();
            return work(_connection = Open());
        }
        finally
        {
            _turn.Release();
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=67108864;");
            if (Number(connection, "PRAGMA user_version") != Version)
            {
                MakeTables(connection);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void MakeTables(SqliteConnection connection)
    {
        // Two that open a new file at once: the second must see what the first has made, and not make it anew beneath it.
        using var transaction = connection.BeginTransaction();
        if (Number(connection, "PRAGMA user_version") != Version)
        {
            Execute(
                connection,
                string.Create(CultureInfo.InvariantCulture, $"""
                    DROP TABLE IF EXISTS embeddings;
                    CREATE TABLE embeddings (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, day INTEGER NOT NULL, tokens INTEGER NOT NULL, vector BLOB NOT NULL);
                    CREATE INDEX ix_embeddings_day ON embeddings (day);
                    PRAGMA user_version={Version};
                    """));
        }

        transaction.Commit();
    }

    private void Discard()
    {
        _connection?.Dispose();
        _connection = null;
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(file);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of ours come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
