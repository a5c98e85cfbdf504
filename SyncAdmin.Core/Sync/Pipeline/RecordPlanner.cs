using System.Runtime.CompilerServices;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>Maps a page's rows, compares them with the ledger (one load a page) and cuts them into batches.</summary>
internal sealed class RecordPlanner(RecordMapper mapper, RecordLedger ledger, string collection, Guid datasourceId, int embedBatch)
{
    // A batch that only overwrites payloads or collects errors is closed here, so that a commit stays short.
    private const int MostWrites = 1_000;

    // A batch of very wide rows is closed early: the budget of bytes lets batches in whole.
    private const long MostBytes = 4 * 1024 * 1024;

    private const long VectorBytes = 4 * 1024;

    private long _number;

    internal async IAsyncEnumerable<Batch> PlanAsync(SourcePage page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mapped = new Outcome<MappedRecord>[page.Rows.Count];
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i] = mapper.Map(page.Columns, page.Rows[i]);
        }

        var keys = mapped.Where(outcome => outcome.Succeeded).Select(outcome => outcome.Value!.RecordKey).ToArray();
        var known = await StageException.NameAsync(
            PipelineStage.State, () => ledger.LoadAsync(collection, datasourceId, keys, cancellationToken), cancellationToken);

        var batch = NewBatch();
        for (var i = 0; i < mapped.Length; i++)
        {
            Add(batch, page.Columns, page.Rows[i], mapped[i], known);
            if (batch.ToEmbed.Count >= embedBatch || batch.Writes >= MostWrites || batch.Bytes >= MostBytes)
            {
                yield return batch;
                batch = NewBatch();
            }
        }

        if (batch.Records > 0)
        {
            yield return batch;
        }
    }

    private void Add(Batch batch, IReadOnlyList<string> columns, object?[] row, Outcome<MappedRecord> mapped, IReadOnlyDictionary<string, LedgerEntry> known)
    {
        if (!mapped.Succeeded)
        {
            batch.Failures.Add(new RecordFailure(mapper.IdentifierOf(columns, row), mapped.Problem, RowJson.Of(columns, row)));
            return;
        }

        var record = mapped.Value;
        batch.LastKey = record.SourceKey;
        if (!known.TryGetValue(record.RecordKey, out var entry) || !record.TextHash.Equals(RecordHash.FromBytes(entry.TextHash)))
        {
            batch.ToEmbed.Add(new PlannedRecord(record, columns, row));
            batch.Bytes += (2L * record.Text.Length) + record.Payload.Length + VectorBytes;
        }
        else if (!record.PayloadHash.Equals(RecordHash.FromBytes(entry.PayloadHash)) || !string.Equals(record.RecordCode, entry.RecordCode, StringComparison.Ordinal))
        {
            batch.ToOverwrite.Add(new PlannedRecord(record, columns, row));
            batch.Bytes += record.Payload.Length;
        }
        else
        {
            batch.Unchanged++;
        }
    }

    private Batch NewBatch() => new() { Number = _number++ };
}
