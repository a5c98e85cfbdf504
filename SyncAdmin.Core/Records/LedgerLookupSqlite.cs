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

    internal static Dictionary<string, LedgerRow> Run(SqliteConnection connection, LedgerScope scope, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, LedgerRow>(keys.Count, StringComparer.Ordinal);
        // All keys as of one moment; and without it every probe would take and release SQLite's locks anew.
        using var transaction = connection.BeginTransaction(deferred: true);
        using var number = new SqliteStatement(connection, Number);
        if (!number.Bind(1, scope.Collection).Bind(2, Stored(scope.DatasourceId)).Step())
        {
            return rows;
        }

        using var statement = new SqliteStatement(connection, ByKey);
        statement.Bind(1, number.Integer(0));
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

    /// <summary>A Guid as the driver stores it: text in capitals.</summary>
    private static string Stored(Guid id) => id.ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant();
}
