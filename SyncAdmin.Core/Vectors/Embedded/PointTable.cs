using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Storage;

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
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _overwrite;
    private readonly SqliteStatement _addLost;
    private readonly SqliteStatement _deleteLost;
    private readonly SqliteStatement _version;

    internal PointTable(string path)
    {
        _connection = EmbeddedSqlite.Open(path);
        try
        {
            EmbeddedSqlite.Execute(_connection, Schema);
            _insert = new SqliteStatement(_connection, "INSERT INTO points (slot, id, hash, fence, code, datasource, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
            _delete = new SqliteStatement(_connection, "DELETE FROM points WHERE slot = ?1");
            _overwrite = new SqliteStatement(_connection, "UPDATE points SET fence = ?4, code = ?5, datasource = ?6, payload = ?7 WHERE slot = ?1");
            _addLost = new SqliteStatement(_connection, "INSERT OR IGNORE INTO lost (id) VALUES (?1)");
            _deleteLost = new SqliteStatement(_connection, "DELETE FROM lost WHERE id = ?1");
            _version = new SqliteStatement(_connection, "UPDATE state SET version = ?1");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[_insert, _delete, _overwrite, _addLost, _deleteLost, _version])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>One transaction: what <paramref name="write"/> does, and the number of the commit.</summary>
    internal void Commit(long version, Action<PointTable> write)
    {
        Write(write);
        Commit(version);
    }

    /// <summary>The same; the commit waits for <paramref name="first"/>, and nothing stays when that fails.</summary>
    internal async Task CommitAsync(long version, Action<PointTable> write, Task first)
    {
        Write(write);
        try
        {
#pragma warning disable VSTHRD003 // There is no synchronization context to deadlock on.
            await first;
#pragma warning restore VSTHRD003
        }
        catch
        {
            RollBack();
            throw;
        }

        Commit(version);
    }

    internal void Insert(int slot, Guid id, long hash, in SyncFields fields, ReadOnlyMemory<byte> payload)
    {
        BindId(_insert, 2, id);
        _insert.Bind(1, slot).Bind(3, hash);
        BindFields(_insert, fields, payload).Run();
    }

    internal void Delete(int slot) => _delete.Bind(1, slot).Run();

    internal void Overwrite(int slot, in SyncFields fields, ReadOnlyMemory<byte> payload) =>
        BindFields(_overwrite.Bind(1, slot), fields, payload).Run();

    internal void AddLost(Guid id) => BindId(_addLost, 1, id).Run();

    internal void DeleteLost(Guid id) => BindId(_deleteLost, 1, id).Run();

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

    private static SqliteStatement BindId(SqliteStatement statement, int parameter, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return statement.Bind(parameter, bytes);
    }

    // Parameters 4 to 7, in both statements that write a payload.
    private static SqliteStatement BindFields(SqliteStatement statement, in SyncFields fields, ReadOnlyMemory<byte> payload)
    {
        _ = fields.Fence == SlotChunk.NoFence ? statement.BindNull(4) : statement.Bind(4, fields.Fence);
        BindField(statement, 5, fields.Code);
        BindField(statement, 6, fields.Datasource);
        return statement.Bind(7, payload.Span);
    }

    private static void BindField(SqliteStatement statement, int parameter, Field field) =>
        _ = field.Text is { } text ? statement.Bind(parameter, text) : field.IsOdd ? statement.Bind(parameter, 1) : statement.BindNull(parameter);

    private void Write(Action<PointTable> write)
    {
        EmbeddedSqlite.Execute(_connection, "BEGIN IMMEDIATE");
        try
        {
            write(this);
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private void Commit(long version)
    {
        try
        {
            _version.Bind(1, version).Run();
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
