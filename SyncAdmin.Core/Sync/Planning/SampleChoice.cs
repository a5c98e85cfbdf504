using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>
/// Chooses five records while a plan goes by, from all over the source, and keeps few: of each sort of change those with the smallest text hashes, which
/// is as good as drawn by lot and the same at every plan. Unchanged records only fill up what is missing.
/// </summary>
internal sealed class SampleChoice(RecordMapper mapper)
{
    internal const int Samples = 5;
    internal const string Create = "create";
    internal const string UpdateText = "updateText";
    internal const string UpdatePayload = "updatePayload";
    internal const string Skip = "skip";

    private readonly Dictionary<string, List<PlannedRecord>> _changed = new(StringComparer.Ordinal) { [Create] = [], [UpdateText] = [], [UpdatePayload] = [] };

    // Rows of which nothing is known yet: the first ones, and one of each later page in their places.
    private readonly List<(IReadOnlyList<string> Columns, object?[] Row)> _rows = [];
    private int _pages;

    /// <summary>Called for every page, before its batches.</summary>
    internal void Add(SourcePage page)
    {
        foreach (var row in page.Rows.Take(_rows.Count < Samples ? Samples - _rows.Count : 0))
        {
            _rows.Add((page.Columns, row));
        }

        if (_pages++ > 0 && page.Rows.Count > 0)
        {
            _rows[_pages % _rows.Count] = (page.Columns, page.Rows[page.Rows.Count / 2]);
        }
    }

    /// <summary>Called for every batch.</summary>
    internal void Add(Batch batch)
    {
        foreach (var record in batch.ToEmbed)
        {
            Offer(_changed[record.IsNew ? Create : UpdateText], record);
        }

        foreach (var record in batch.ToOverwrite)
        {
            Offer(_changed[UpdatePayload], record);
        }
    }

    /// <summary>Five, or as many as there are: one of each sort of change in turn.</summary>
    internal IReadOnlyList<ChosenSample> Chosen()
    {
        var chosen = Enumerable.Range(0, Samples)
            .SelectMany(round => _changed.Where(sort => sort.Value.Count > round).Select(sort => Sample(sort.Key, sort.Value[round])))
            .Take(Samples)
            .ToList();
        foreach (var (columns, row) in _rows.TakeWhile(_ => chosen.Count < Samples))
        {
            // All that changed is chosen by now, so what is left has not; or it is no record at all.
            if (mapper.Map(columns, row) is { Succeeded: true, Value: { } record } && !chosen.Exists(other => string.Equals(other.Record.RecordKey, record.RecordKey, StringComparison.Ordinal)))
            {
                chosen.Add(Sample(Skip, new PlannedRecord(record, mapper, columns, row)));
            }
        }

        return chosen;
    }

    private static ChosenSample Sample(string change, PlannedRecord planned)
    {
        var (row, text) = planned.Shown;
        return new ChosenSample(change, planned.Record, row, text);
    }

    private static void Offer(List<PlannedRecord> kept, PlannedRecord record)
    {
        if (kept.Count == Samples && kept[^1].Record.TextHash.Value <= record.Record.TextHash.Value)
        {
            return;
        }

        var at = kept.FindIndex(other => other.Record.TextHash.Value > record.Record.TextHash.Value);
        kept.Insert(at < 0 ? kept.Count : at, record);
        if (kept.Count > Samples)
        {
            kept.RemoveAt(Samples);
        }
    }
}
