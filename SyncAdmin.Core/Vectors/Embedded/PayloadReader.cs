using Microsoft.Data.Sqlite;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>A reader's connection to the point table: one read transaction at a time, which sees one commit.</summary>
internal sealed class PayloadReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _version;
    private readonly SqliteCommand _payload;
    private readonly SqliteCommand _all;

    internal PayloadReader(string path)
    {
        _connection = EmbeddedSqlite.Open(path, SqliteOpenMode.ReadWrite); // Never makes the file of a collection that was just deleted.
        _version = _connection.CreateCommand();
        _version.CommandText = "SELECT version FROM state";
        _payload = _connection.CreateCommand();
        _payload.CommandText = "SELECT payload FROM points WHERE slot = $slot";
        _payload.Parameters.Add("$slot", SqliteType.Integer);
        _all = _connection.CreateCommand();
        _all.CommandText = "SELECT slot, payload FROM points ORDER BY slot";
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>Begins to read; the number of the commit that it sees.</summary>
    internal long Begin()
    {
        EmbeddedSqlite.Execute(_connection, "BEGIN");
        return (long)_version.ExecuteScalar()!;
    }

    internal void End() => EmbeddedSqlite.Execute(_connection, "ROLLBACK");

    internal byte[] Payload(int slot)
    {
        _payload.Parameters[0].Value = slot;
        return (byte[])_payload.ExecuteScalar()!;
    }

    internal IEnumerable<(int Slot, byte[] Payload)> All()
    {
        using var reader = _all.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetInt32(0), (byte[])reader.GetValue(1));
        }
    }
}
