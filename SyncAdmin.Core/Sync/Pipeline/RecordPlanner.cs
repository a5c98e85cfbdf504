using System.Runtime.CompilerServices;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>Compares a page's rows with the ledger and cuts them into batches.</summary>
/// <param name="mapper">Rows to records.</param>
/// <param name="ledger">What the store is known to hold.</param>
/// <param name="scope">Whose rows of the ledger.</param>
/// <param name="ledgerIsEmpty">True while nothing is known and nobody else has added to it: then nothing need be looked up.</param>
/// <param name="order">Columns that order the rows; their values of a batch's last row are its <see cref="Batch.LastKey"/>.</param>
/// <param name="embedBatch">Texts of a batch at most.</param>
/// <param name="repeats">Given where rows come in the order of (change value, key), and a row may come twice.</param>
/// <param name="marks">Where ledger rows whose records were read are marked, for the sweep.</param>
internal sealed class RecordPlanner(
    RecordMapper mapper, RecordLedger ledger, LedgerScope scope, Func<bool> ledgerIsEmpty, IReadOnlyList<string> order, int embedBatch, RepeatedKeys? repeats = null, LedgerMarks? marks = null)
{
    // A batch that only overwrites payloads or collects errors is closed here, so that a commit stays short.
    private const int MostWrites = 1_000;

    // A batch of very wide rows is closed early: the budget of bytes lets batches in whole.
    private const long MostBytes = 4 * 1024 * 1024;

    private const long VectorBytes = 4 * 1024;

    private const int CharactersPerToken = 4;

    // Rows that are looked up together. What is made for them stays below 85,000 bytes a piece, beyond which every array has the
    // collector walk the whole heap.
    private const int SliceRows = 750;

    private static readonly Dictionary<string, LedgerRow> Nothing = new(StringComparer.Ordinal);

    private long _number;

    internal async IAsyncEnumerable<Batch> PlanAsync(SourcePage page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keyIndexes = order.Select(field => IndexOf(page.Columns, field)).ToArray();
        var batch = NewBatch(page);
        var looking = LookUpAsync(page, 0, cancellationToken);
        for (var start = 0; start < page.Rows.Count; start += SliceRows)
        {
            // While one slice is compared, the next one is looked up: together they are the longest stage where nothing has changed.
            var slice = await looking;
            looking = LookUpAsync(page, start + SliceRows, cancellationToken);
            for (var i = 0; i < slice.Keys.Length; i++)
            {
                var row = page.Rows[start + i];
                if (IsFirst(batch, row, slice.Keys[i], keyIndexes))
                {
                    Add(batch, page.Columns, row, Compare(page.Columns, row, slice.Keys[i], slice.Known));
                }

                if (batch.ToEmbed.Count >= embedBatch || batch.Writes >= MostWrites || batch.Bytes >= MostBytes || start + i + 1 == page.Rows.Count)
                {
                    batch.LastKey = new SourceKey([.. keyIndexes.Select(index => row[index]!)]);
                    yield return batch;
                    batch = NewBatch(page);
                }
            }
        }
    }

    private bool IsFirst(Batch batch, object?[] row, Outcome<string> key, int[] order)
    {
        if (repeats is null || !key.Succeeded)
        {
            return true;
        }

        if (!repeats.Admit(key.Value, () => new SourceKey([.. order.Skip(1).Select(index => row[index]!)])))
        {
            return false;
        }

        batch.Keys.Add(key.Value);
        return true;
    }

    private Task<Slice> LookUpAsync(SourcePage page, int start, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var keys = new Outcome<string>[Math.Clamp(page.Rows.Count - start, 0, SliceRows)];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = mapper.KeyOf(page.Columns, page.Rows[start + i]);
            }

            return new Slice(keys, await KnownAsync(keys, cancellationToken));
        },
        cancellationToken);

    private async Task<IReadOnlyDictionary<string, LedgerRow>> KnownAsync(Outcome<string>[] keys, CancellationToken cancellationToken)
    {
        var asked = ledgerIsEmpty() ? [] : keys.Where(key => key.Succeeded).Select(key => key.Value!).ToArray();
        return asked.Length == 0
            ? Nothing
            : await StageException.NameAsync(PipelineStage.State, () => ledger.LoadAsync(scope, asked, cancellationToken), cancellationToken);
    }

    private Outcome<ComparedRow> Compare(IReadOnlyList<string> columns, object?[] row, Outcome<string> key, IReadOnlyDictionary<string, LedgerRow> known)
    {
        if (!key.Succeeded)
        {
            return key.Problem;
        }

        if (!known.TryGetValue(key.Value, out var entry))
        {
            return mapper.Compare(columns, row, key.Value, known: null);
        }

        marks?.Set(entry.Id);
        return mapper.Compare(columns, row, key.Value, entry);
    }

    /// <summary>Also of a row that can't be mapped: the checkpoint must be able to pass it.</summary>
    private static int IndexOf(IReadOnlyList<string> columns, string field) => columns.Find(field)
        ?? throw new ProblemException(new Problem(
            ErrorCatalog.SyncPlanInvalid, $"The query has no column {field}, which orders its rows; it has: {string.Join(", ", columns)}."));

    private static string IdentifierOf(Problem problem) =>
        problem.Extensions.GetValueOrDefault("recordKey") as string ?? problem.Extensions.GetValueOrDefault("recordCode") as string ?? RecordFailure.NoKey;

    private void Add(Batch batch, IReadOnlyList<string> columns, object?[] row, Outcome<ComparedRow> compared)
    {
        if (!compared.Succeeded)
        {
            batch.Failures.Add(new RecordFailure(IdentifierOf(compared.Problem), compared.Problem, RowJson.Of(columns, mapper.Mask.Row(columns, row))));
            return;
        }

        var (change, record, textLength, textWasCut) = compared.Value;
        batch.Truncated += textWasCut ? 1 : 0;
        // By length alone: this is the hot path of a sync that changes nothing, and what it saved is shown as about so much.
        batch.UnchangedTokens += change == RecordChange.Text ? 0 : (textLength + CharactersPerToken - 1) / CharactersPerToken;
        switch (change)
        {
            case RecordChange.Text:
                batch.ToEmbed.Add(new PlannedRecord(record!, mapper, columns, row) { IsNew = compared.Value.IsNew });
                batch.Bytes += (2L * textLength) + record!.Payload.Length + VectorBytes;
                break;
            case RecordChange.Payload:
                batch.ToOverwrite.Add(new PlannedRecord(record!, mapper, columns, row));
                batch.Bytes += record!.Payload.Length;
                break;
            default:
                batch.Unchanged++;
                break;
        }
    }

    private Batch NewBatch(SourcePage page) => new() { Number = _number++, StatementStarted = page.StatementStarted };

    private sealed record Slice(Outcome<string>[] Keys, IReadOnlyDictionary<string, LedgerRow> Known);
}
