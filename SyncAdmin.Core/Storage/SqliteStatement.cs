using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SyncAdmin.Core.Storage;

/// <summary>
/// A prepared statement for writing rows, or looking rows up, in bulk; its parameters are bound by position (<c>?1</c> is 1). The driver's own commands look every
/// parameter up by name and allocate on each run, which costs more than SQLite's work for the row. Runs on the connection's open transaction;
/// bindings stay until they are bound again. Not for concurrent use.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _utf8 = new byte[512];

    internal SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public void Dispose() => _statement.Dispose();

    internal SqliteStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    internal SqliteStatement Bind(int parameter, string text)
    {
        if (text.Length == 0)
        {
            // The address of no bytes is null, which would bind NULL.
            Check(raw.sqlite3_bind_text(_statement, parameter, string.Empty));
            return this;
        }

        if (_utf8.Length < text.Length * 3)
        {
            _utf8 = new byte[text.Length * 3];
        }

        Check(raw.sqlite3_bind_text(_statement, parameter, _utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8))));
        return this;
    }

    internal SqliteStatement Bind(int parameter, ReadOnlySpan<byte> blob)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, blob));
        return this;
    }

    internal SqliteStatement BindNull(int parameter)
    {
        Check(raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    /// <exception cref="SqliteException">As the driver throws it.</exception>
    internal void Run()
    {
        if (Step())
        {
            Reset();
        }
    }

    /// <summary>The next row; false, and ready to be bound anew, when there is none.</summary>
    /// <exception cref="SqliteException">As the driver throws it.</exception>
    internal bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        try
        {
            // The message belongs to the connection's last call: ask for it before the reset.
            if (result != raw.SQLITE_DONE)
            {
                Check(result);
            }
        }
        finally
        {
            Reset();
        }

        return false;
    }

    /// <summary>Lets go of the row, for the next values.</summary>
    internal void Reset() => raw.sqlite3_reset(_statement);

    internal long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Bytes, or a text as UTF-8; valid until the next step.</summary>
    internal ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
