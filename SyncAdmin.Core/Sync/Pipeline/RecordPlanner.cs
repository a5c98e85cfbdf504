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
/// <param name="mirror">The ledger's rows of the collection that a re-index builds; null: there is none.</param>
internal sealed class RecordPlanner(
    RecordMapper mapper, RecordLedger ledger, LedgerScope scope, Func<bool> ledgerIsEmpty, IReadOnlyList<string> order, int embedBatch, RepeatedKeys? repeats = null, LedgerMarks? marks = null, LedgerScope? mirror = null)
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
                    Add(batch, page.Columns, row, slice.Keys[i], slice);
                }

                if (batch.ToEmbed.Count >= embedBatch || batch.Mirror?.ToEmbed.Count >= embedBatch || batch.Writes >= MostWrites || batch.Bytes >= MostBytes || start + i + 1 == page.Rows.Count)
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

            return new Slice(
                keys,
                ledgerIsEmpty() ? Nothing : await KnownAsync(scope, keys, cancellationToken),
                mirror is { } building ? await KnownAsync(building, keys, cancellationToken) : Nothing);
        },
        cancellationToken);

    private async Task<IReadOnlyDictionary<string, LedgerRow>> KnownAsync(LedgerScope whose, Outcome<string>[] keys, CancellationToken cancellationToken)
    {
        var asked = keys.Where(key => key.Succeeded).Select(key => key.Value!).ToArray();
        return asked.Length == 0
            ? Nothing
            : await StageException.NameAsync(PipelineStage.State, () => ledger.LoadAsync(whose, asked, cancellationToken), cancellationToken);
    }

    private void Add(Batch batch, IReadOnlyList<string> columns, object?[] row, Outcome<string> key, Slice slice)
    {
        if (!key.Succeeded)
        {
            AddFailure(batch, columns, row, key.Problem);
            return;
        }

        var entry = RowOf(slice.Known, key.Value);
        if (entry is { Id: var id })
        {
            marks?.Set(id);
        }

        var compared = mapper.Compare(columns, row, key.Value, entry);
        if (!compared.Succeeded)
        {
            AddFailure(batch, columns, row, compared.Problem);
            return;
        }

        var planned = Add(batch, columns, row, compared.Value);
        if (batch.Mirror is { } writes)
        {
            // Mapped once already, so it can't fail here.
            AddMirrored(batch, writes, columns, row, planned, mapper.Compare(columns, row, key.Value, RowOf(slice.Mirrored, key.Value)).Required());
        }
    }

    /// <summary>Also of a row that can't be mapped: the checkpoint must be able to pass it.</summary>
    private static int IndexOf(IReadOnlyList<string> columns, string field) => columns.Find(field)
        ?? throw new ProblemException(new Problem(
            ErrorCatalog.SyncPlanInvalid, $"The query has no column {field}, which orders its rows; it has: {string.Join(", ", columns)}."));

    private static string IdentifierOf(Problem problem) =>
        problem.Extensions.GetValueOrDefault("recordKey") as string ?? problem.Extensions.GetValueOrDefault("recordCode") as string ?? RecordFailure.NoKey;

    private static LedgerRow? RowOf(IReadOnlyDictionary<string, LedgerRow> rows, string key) => rows.TryGetValue(key, out var row) ? row : null;

    private void AddFailure(Batch batch, IReadOnlyList<string> columns, object?[] row, Problem problem) =>
        batch.Failures.Add(new RecordFailure(IdentifierOf(problem), problem, RowJson.Of(columns, mapper.Mask.Row(columns, row))));

    /// <summary>What is written for it; null: it is unchanged.</summary>
    private PlannedRecord? Add(Batch batch, IReadOnlyList<string> columns, object?[] row, ComparedRow compared)
    {
        var (change, record, textLength, textWasCut) = compared;
        batch.Truncated += textWasCut ? 1 : 0;
        // By length alone: this is the hot path of a sync that changes nothing, and what it saved is shown as about so much.
        batch.UnchangedTokens += change == RecordChange.Text ? 0 : (textLength + CharactersPerToken - 1) / CharactersPerToken;
        if (change == RecordChange.None)
        {
            batch.Unchanged++;
            return null;
        }

        var planned = new PlannedRecord(record!, mapper, columns, row) { IsNew = compared.IsNew };
        (change == RecordChange.Text ? batch.ToEmbed : batch.ToOverwrite).Add(planned);
        batch.Bytes += record!.Payload.Length + (change == RecordChange.Text ? (2L * textLength) + VectorBytes : 0);
        return planned;
    }

    /// <summary>The record for the other collection: the same object where both need its text, so that it is embedded once.</summary>
    private void AddMirrored(Batch batch, MirrorWrites writes, IReadOnlyList<string> columns, object?[] row, PlannedRecord? planned, ComparedRow compared)
    {
        if (compared.Change == RecordChange.None)
        {
            return;
        }

        var isShared = compared.Change == RecordChange.Text && planned is not null && batch.ToEmbed.Count > 0 && batch.ToEmbed[^1] == planned;
        var mirrored = isShared ? planned! : new PlannedRecord(compared.Record!, mapper, columns, row);
        (compared.Change == RecordChange.Text ? writes.ToEmbed : writes.ToOverwrite).Add(mirrored);
        batch.Bytes += isShared ? 0 : (2L * compared.TextLength) + compared.Record!.Payload.Length + (compared.Change == RecordChange.Text ? VectorBytes : 0);
    }

    private Batch NewBatch(SourcePage page) => new()
    {
        Number = _number++,
        StatementStarted = page.StatementStarted,
        Mirror = mirror is null ? null : new MirrorWrites(),
    };

    private sealed record Slice(Outcome<string>[] Keys, IReadOnlyDictionary<string, LedgerRow> Known, IReadOnlyDictionary<string, LedgerRow> Mirrored);
}
