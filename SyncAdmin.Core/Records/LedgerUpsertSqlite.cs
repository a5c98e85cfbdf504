using System.Data.Common;
using System.Globalization;
using System.Text;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Records;

/// <summary>Prepared inserts of many rows: what SQLite spends per statement is shared by <see cref="RowsPerStatement"/> of them.</summary>
internal static class LedgerUpsertSqlite
{
    private const int RowsPerStatement = 16;

    internal static async Task RunAsync(StateTransaction transaction, LedgerScope scope, IReadOnlyList<LedgerRow> upserts, CancellationToken cancellationToken)
    {
        var done = await RunAsync(transaction, scope, upserts, 0, RowsPerStatement, cancellationToken);
        await RunAsync(transaction, scope, upserts, done, 1, cancellationToken);
    }

    private static async Task<int> RunAsync(
        StateTransaction transaction, LedgerScope scope, IReadOnlyList<LedgerRow> upserts, int start, int size, CancellationToken cancellationToken)
    {
        if (upserts.Count - start < size)
        {
            return start;
        }

        await using var command = transaction.Command(Sql(size), RecordLedger.ScopeOf(scope));
        var parameters = new DbParameter[size * 4];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = command.CreateParameter();
            parameters[i].ParameterName = Name(i);
            parameters[i].Value = DBNull.Value;
            command.Parameters.Add(parameters[i]);
        }

        await command.PrepareAsync(cancellationToken);
        for (; upserts.Count - start >= size; start += size)
        {
            for (var i = 0; i < size; i++)
            {
                var row = upserts[start + i];
                parameters[i * 4].Value = row.RecordKey;
                parameters[(i * 4) + 1].Value = row.RecordCode;
                parameters[(i * 4) + 2].Value = row.TextHash.ToBytes();
                parameters[(i * 4) + 3].Value = row.PayloadHash.ToBytes();
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return start;
    }

    private static string Sql(int rows)
    {
        var values = new StringBuilder();
        for (var i = 0; i < rows * 4; i += 4)
        {
            values.Append(i == 0 ? "" : ",\n")
                .Append(CultureInfo.InvariantCulture, $"(@collection, @datasource, {Name(i)}, {Name(i + 1)}, {Name(i + 2)}, {Name(i + 3)})");
        }

        return $"""
            INSERT INTO record_ledger (collection, datasource_id, record_key, record_code, text_hash, payload_hash)
            VALUES {values}
            ON CONFLICT (collection, datasource_id, record_key) DO UPDATE
            SET record_code = excluded.record_code, text_hash = excluded.text_hash, payload_hash = excluded.payload_hash
            """;
    }

    private static string Name(int parameter) => string.Create(CultureInfo.InvariantCulture, $"@p{parameter}");
}
