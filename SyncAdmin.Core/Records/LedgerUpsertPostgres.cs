using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Records;

/// <summary>
/// One statement for any number of rows. Known keys are updated before the rest is inserted, because ON CONFLICT alone spends an id on every row
/// that exists, and the sweep's bitmap is as long as the largest id.
/// </summary>
internal static class LedgerUpsertPostgres
{
    private const string Sql =
        """
        WITH input AS (
            SELECT * FROM unnest(@keys, @codes, @text_hashes, @payload_hashes) AS i (record_key, record_code, text_hash, payload_hash)
        ),
        known AS (
            UPDATE record_ledger AS l
            SET record_code = i.record_code, text_hash = i.text_hash, payload_hash = i.payload_hash
            FROM input AS i
            WHERE l.scope_id = @scope AND l.record_key = i.record_key
            RETURNING i.record_key
        )
        INSERT INTO record_ledger (scope_id, record_key, record_code, text_hash, payload_hash)
        SELECT @scope, i.record_key, i.record_code, i.text_hash, i.payload_hash
        FROM input AS i
        WHERE NOT EXISTS (SELECT 1 FROM known AS k WHERE k.record_key = i.record_key)
        ON CONFLICT (scope_id, record_key) DO UPDATE
        SET record_code = excluded.record_code, text_hash = excluded.text_hash, payload_hash = excluded.payload_hash
        """;

    internal static Task RunAsync(StateTransaction transaction, long scopeNumber, IReadOnlyList<LedgerRow> upserts, CancellationToken cancellationToken)
    {
        // ON CONFLICT refuses to touch a row twice in one statement.
        var rows = new Dictionary<string, LedgerRow>(upserts.Count, StringComparer.Ordinal);
        foreach (var row in upserts)
        {
            rows[row.RecordKey] = row;
        }

        return transaction.ExecuteAsync(
            Sql,
            cancellationToken,
            [
                ("scope", scopeNumber),
                ("keys", rows.Values.Select(static row => row.RecordKey).ToArray()),
                ("codes", rows.Values.Select(static row => row.RecordCode).ToArray()),
                ("text_hashes", rows.Values.Select(static row => row.TextHash.ToBytes()).ToArray()),
                ("payload_hashes", rows.Values.Select(static row => row.PayloadHash.ToBytes()).ToArray()),
            ]);
    }
}
