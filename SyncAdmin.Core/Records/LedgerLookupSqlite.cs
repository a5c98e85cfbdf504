using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Records;

/// <summary>
/// Rows by key, one probe of <c>ux_record_ledger_key</c> after the other on one prepared statement: an unchanged record costs nothing but this, and
/// the driver's reader (a name lookup, a boxed value and two arrays a row) would cost more than SQLite's own work.
/// </summary>
internal static class LedgerLookupSqlite
{
    private const string Number = "SELECT id FROM record_ledger_scopes WHERE collection = ?1 AND datasource_id = ?2";
    private const string ByKey = "SELECT id, record_code, text_hash, payload_hash FROM record_ledger WHERE scope_id = ?1 AND record_key = ?2";

    private const string IdByKey = "SELECT id FROM record_ledger WHERE scope_id = ?1 AND record_key = ?2";
    private const string AllIds = "SELECT id FROM record_ledger WHERE scope_id = ?1";

    internal static Dictionary<string, LedgerRow> Run(SqliteConnection connection, LedgerScope scope, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, LedgerRow>(keys.Count, StringComparer.Ordinal);
        // All keys as of one moment; and without it every probe would take and release SQLite's locks anew.
        using var transaction = connection.BeginTransaction(deferred: true);
        if (NumberOf(connection, scope) is not { } number)
        {
            return rows;
        }

        using var statement = new SqliteStatement(connection, ByKey);
        statement.Bind(1, number);
        foreach (var key in keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!statement.Bind(2, key).Step())
            {
                continue;
            }

            rows[key] = new LedgerRow(key, Encoding.UTF8.GetString(statement.Bytes(1)), RecordHash.FromBytes(statement.Bytes(2)), RecordHash.FromBytes(statement.Bytes(3)))
            {
                Id = statement.Integer(0),
            };
            statement.Reset();
        }

        return rows;
    }

    /// <summary>The ids of these keys.</summary>
    internal static List<long> Ids(SqliteConnection connection, LedgerScope scope, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var ids = new List<long>(keys.Count);
        using var transaction = connection.BeginTransaction(deferred: true);
        if (NumberOf(connection, scope) is not { } number)
        {
            return ids;
        }

        using var statement = new SqliteStatement(connection, IdByKey);
        statement.Bind(1, number);
        foreach (var key in keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (statement.Bind(2, key).Step())
            {
                ids.Add(statement.Integer(0));
            }

            statement.Reset();
        }

        return ids;
    }

    /// <summary>Whether some row was not seen.</summary>
    internal static bool IsAnyMissed(SqliteConnection connection, LedgerScope scope, LedgerMarks marks, CancellationToken cancellationToken)
    {
        if (NumberOf(connection, scope) is not { } number)
        {
            return false;
        }

        using var statement = new SqliteStatement(connection, AllIds);
        statement.Bind(1, number);
        while (statement.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (marks.Misses(statement.Integer(0)))
            {
                return true;
            }
        }

        return false;
    }

    private static long? NumberOf(SqliteConnection connection, LedgerScope scope)
    {
        using var statement = new SqliteStatement(connection, Number);
        return statement.Bind(1, scope.Collection).Bind(2, Stored(scope.DatasourceId)).Step() ? statement.Integer(0) : null;
    }

    /// <summary>A Guid as the driver stores it: text in capitals.</summary>
    private static string Stored(Guid id) => id.ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant();
}
