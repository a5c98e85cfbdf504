using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// The rows of one collection: which slot holds which point, its payload and what the store indexes of it. The row's number is the slot, so
/// rows are appended like the vectors; the map from point to slot is kept in memory, which spares an index of random ids on disk. This is the
/// writer's side: one connection, used by one caller at a time.
/// </summary>
internal sealed class PointTable : IDisposable
{
    // Payload last: a row's other columns are read without its overflow pages. Columns code and datasource hold a text, NULL (missing) or 1 (not a text).
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS points (
            slot       INTEGER PRIMARY KEY,
            id         BLOB NOT NULL,
            hash       INTEGER NOT NULL,
            fence      INTEGER,
            code,
            datasource,
            payload    BLOB NOT NULL
        );
        CREATE TABLE IF NOT EXISTS lost (id BLOB PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS state (version INTEGER NOT NULL);
        INSERT INTO state SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM state);
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _overwrite;
    private readonly SqliteCommand _addLost;
    private readonly SqliteCommand _deleteLost;
    private readonly SqliteCommand _version;

    internal PointTable(string path)
    {
        _connection = EmbeddedSqlite.Open(path);
        try
        {
            EmbeddedSqlite.Execute(_connection, Schema);
            _insert = Prepare("INSERT INTO points (slot, id, hash, fence, code, datasource, payload) VALUES ($slot, $id, $hash, $fence, $code, $datasource, $payload)", "$slot", "$id", "$hash", "$fence", "$code", "$datasource", "$payload");
            _delete = Prepare("DELETE FROM points WHERE slot = $slot", "$slot");
            _overwrite = Prepare("UPDATE points SET fence = $fence, code = $code, datasource = $datasource, payload = $payload WHERE slot = $slot", "$fence", "$code", "$datasource", "$payload", "$slot");
            _addLost = Prepare("INSERT OR IGNORE INTO lost (id) VALUES ($id)", "$id");
            _deleteLost = Prepare("DELETE FROM lost WHERE id = $id", "$id");
            _version = Prepare("UPDATE state SET version = $version", "$version");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>One transaction: what <paramref name="write"/> does, and the number of the commit.</summary>
    internal void Commit(long version, Action<PointTable> write)
    {
        EmbeddedSqlite.Execute(_connection, "BEGIN IMMEDIATE");
        try
        {
            write(this);
            Run(_version, version);
            EmbeddedSqlite.Execute(_connection, "COMMIT");
        }
        catch (SqliteException) when (RollBackFinds(version))
        {
            // An error after the commit had taken hold: it did.
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    internal void Insert(int slot, Guid id, long hash, in SyncFields fields, ReadOnlyMemory<byte> payload) =>
        Run(_insert, slot, id.ToByteArray(bigEndian: true), hash, FenceOf(fields), ValueOf(fields.Code), ValueOf(fields.Datasource), ArrayOf(payload));

    internal void Delete(int slot) => Run(_delete, slot);

    internal void Overwrite(int slot, in SyncFields fields, ReadOnlyMemory<byte> payload) =>
        Run(_overwrite, FenceOf(fields), ValueOf(fields.Code), ValueOf(fields.Datasource), ArrayOf(payload), slot);

    internal void AddLost(Guid id) => Run(_addLost, id.ToByteArray(bigEndian: true));

    internal void DeleteLost(Guid id) => Run(_deleteLost, id.ToByteArray(bigEndian: true));

    internal long ReadVersion()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT version FROM state";
        return (long)command.ExecuteScalar()!;
    }

    internal IEnumerable<Guid> ReadLost()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT id FROM lost";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new Guid((byte[])reader.GetValue(0), bigEndian: true);
        }
    }

    /// <summary>All rows without their payloads, by slot.</summary>
    internal IEnumerable<Row> ReadAll()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT slot, id, hash, fence, code, datasource FROM points ORDER BY slot";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new Row(
                reader.GetInt32(0),
                new Guid((byte[])reader.GetValue(1), bigEndian: true),
                reader.GetInt64(2),
                new SyncFields(FieldOf(reader.GetValue(4)), FieldOf(reader.GetValue(5)), reader.IsDBNull(3) ? SlotChunk.NoFence : reader.GetInt64(3)));
        }
    }

    private static Field FieldOf(object value) => value is string text ? new Field(text, false) : new Field(null, value is not DBNull);

    private static object ValueOf(Field field) => field.Text is { } text ? text : field.IsOdd ? 1L : DBNull.Value;

    private static object FenceOf(in SyncFields fields) => fields.Fence == SlotChunk.NoFence ? DBNull.Value : fields.Fence;

    private static byte[] ArrayOf(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : payload.ToArray();

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of ours come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private bool RollBackFinds(long version)
    {
        RollBack();
        try
        {
            return ReadVersion() == version;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private void RollBack()
    {
        // After a full disk SQLite has often rolled back by itself, and says so by refusing this.
        try
        {
            EmbeddedSqlite.Execute(_connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
        }
    }

    /// <summary>A row without its payload.</summary>
    internal readonly record struct Row(int Slot, Guid Id, long Hash, SyncFields Fields);
}
