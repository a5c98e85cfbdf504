using System.Runtime.CompilerServices;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>Maps a page's rows, compares them with the ledger and cuts them into batches.</summary>
internal sealed class RecordPlanner(
    RecordMapper mapper, RecordLedger ledger, LedgerScope scope, bool ledgerIsEmpty, IReadOnlyList<string> keyFields, int embedBatch)
{
    // A batch that only overwrites payloads or collects errors is closed here, so that a commit stays short.
    private const int MostWrites = 1_000;

    // A batch of very wide rows is closed early: the budget of bytes lets batches in whole.
    private const long MostBytes = 4 * 1024 * 1024;

    private const long VectorBytes = 4 * 1024;

    private const int CharactersPerToken = 4;

    // Rows that are mapped and looked up together. What is made for them stays below 85,000 bytes a piece, beyond which every array has the
    // collector walk the whole heap.
    private const int SliceRows = 750;

    private static readonly Dictionary<string, LedgerRow> Nothing = new(StringComparer.Ordinal);

    private long _number;

    internal async IAsyncEnumerable<Batch> PlanAsync(SourcePage page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keyIndexes = keyFields.Select(field => IndexOf(page.Columns, field)).ToArray();
        var batch = NewBatch();
        var mapping = MapAsync(page, 0, cancellationToken);
        for (var start = 0; start < page.Rows.Count; start += SliceRows)
        {
            // While one slice is looked up, the next one is mapped: together they are the longest stage where nothing has changed.
            var mapped = await mapping;
            mapping = MapAsync(page, start + SliceRows, cancellationToken);
            var known = await KnownAsync(mapped, cancellationToken);
            for (var i = 0; i < mapped.Length; i++)
            {
                var row = page.Rows[start + i];
                Add(batch, page.Columns, row, mapped[i], known);
                if (batch.ToEmbed.Count >= embedBatch || batch.Writes >= MostWrites || batch.Bytes >= MostBytes || start + i + 1 == page.Rows.Count)
                {
                    batch.LastKey = new SourceKey([.. keyIndexes.Select(index => row[index]!)]);
                    yield return batch;
                    batch = NewBatch();
                }
            }
        }
    }

    private Task<Outcome<MappedRecord>[]> MapAsync(SourcePage page, int start, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var mapped = new Outcome<MappedRecord>[Math.Clamp(page.Rows.Count - start, 0, SliceRows)];
            for (var i = 0; i < mapped.Length; i++)
            {
                mapped[i] = mapper.Map(page.Columns, page.Rows[start + i]);
            }

            return mapped;
        },
        cancellationToken);

    private async Task<IReadOnlyDictionary<string, LedgerRow>> KnownAsync(Outcome<MappedRecord>[] mapped, CancellationToken cancellationToken)
    {
        var keys = ledgerIsEmpty ? [] : mapped.Where(outcome => outcome.Succeeded).Select(outcome => outcome.Value!.RecordKey).ToArray();
        return keys.Length == 0
            ? Nothing
            : await StageException.NameAsync(PipelineStage.State, () => ledger.LoadAsync(scope, keys, cancellationToken), cancellationToken);
    }

    /// <summary>Also of a row that can't be mapped: the checkpoint must be able to pass it.</summary>
    private static int IndexOf(IReadOnlyList<string> columns, string field)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i], field, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new ProblemException(new Problem(
            ErrorCatalog.SyncPlanInvalid, $"The query has no column {field}, which is part of the key; it has: {string.Join(", ", columns)}."));
    }

    private static string IdentifierOf(Problem problem) =>
        problem.Extensions.GetValueOrDefault("recordKey") as string ?? problem.Extensions.GetValueOrDefault("recordCode") as string ?? "(no key)";

    private static void Add(Batch batch, IReadOnlyList<string> columns, object?[] row, Outcome<MappedRecord> mapped, IReadOnlyDictionary<string, LedgerRow> known)
    {
        if (!mapped.Succeeded)
        {
            batch.Failures.Add(new RecordFailure(IdentifierOf(mapped.Problem), mapped.Problem, RowJson.Of(columns, row)));
            return;
        }

        var record = mapped.Value;
        batch.Truncated += record.TextWasCut ? 1 : 0;
        if (!known.TryGetValue(record.RecordKey, out var entry) || record.TextHash != entry.TextHash)
        {
            batch.ToEmbed.Add(new PlannedRecord(record, columns, row));
            batch.Bytes += (2L * record.Text.Length) + record.Payload.Length + VectorBytes;
        }
        else if (record.PayloadHash != entry.PayloadHash || !string.Equals(record.RecordCode, entry.RecordCode, StringComparison.Ordinal))
        {
            batch.ToOverwrite.Add(new PlannedRecord(record, columns, row));
            batch.UnchangedTokens += RoughTokens(record);
            batch.Bytes += record.Payload.Length;
        }
        else
        {
            batch.Unchanged++;
            batch.UnchangedTokens += RoughTokens(record);
        }
    }

    /// <summary>By length alone: this is the hot path of a sync that changes nothing, and what it saved is shown as about so much.</summary>
    private static long RoughTokens(MappedRecord record) => (record.Text.Length + CharactersPerToken - 1) / CharactersPerToken;

    private Batch NewBatch() => new() { Number = _number++ };
}
