using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Records;

/// <summary>One prepared upsert, run row by row inside the caller's transaction.</summary>
internal static class LedgerUpsertSqlite
{
    private const string Sql = """
        INSERT INTO record_ledger (scope_id, record_key, record_code, text_hash, payload_hash)
        VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (scope_id, record_key) DO UPDATE
        SET record_code = excluded.record_code, text_hash = excluded.text_hash, payload_hash = excluded.payload_hash
        """;

    internal static void Run(StateTransaction transaction, long scopeNumber, IReadOnlyList<LedgerRow> upserts, CancellationToken cancellationToken)
    {
        using var statement = new SqliteStatement((SqliteConnection)transaction.Connection, Sql);
        statement.Bind(1, scopeNumber);
        Span<byte> textHash = stackalloc byte[RecordHash.Length];
        Span<byte> payloadHash = stackalloc byte[RecordHash.Length];
        foreach (var row in upserts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.TextHash.WriteTo(textHash);
            row.PayloadHash.WriteTo(payloadHash);
            statement.Bind(2, row.RecordKey).Bind(3, row.RecordCode).Bind(4, textHash).Bind(5, payloadHash).Run();
        }
    }
}
