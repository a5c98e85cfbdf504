namespace SyncAdmin.Tests.Sync.Model;

/// <summary>
/// What a source has been, and what of it the collection must know by now, in the plainest way: every state that a record was in, and up to which of them each
/// job that has completed had to read. A record in the collection is in one of its states since then.
/// </summary>
internal sealed class SyncModel(FakeSource source)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, List<RecordState>> _records = [];
    private readonly Dictionary<long, long> _known = [];
    private readonly HashSet<string> _removedByHand = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _made = new(StringComparer.Ordinal);
    private long _now;

    /// <summary>Ordinal of the last change of the source.</summary>
    internal long Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>How often a record got this text.</summary>
    internal int Made(string text) => _made.GetValueOrDefault(text);

    internal IReadOnlyList<RecordState> StatesOf(long key) => _records[key];

    internal IEnumerable<long> Keys => _records.Keys;

    internal IEnumerable<RecordState> Present => _records.Values.Select(static states => states[^1]).Where(static state => state.Present);

    internal void Play(SyncStep change)
    {
        lock (_lock)
        {
            switch (change)
            {
                case SyncStep.Fill fill:
                    for (var id = 1; id <= fill.Count; id++)
                    {
                        Put(new SyncStep.Put(id, Text: 1));
                    }

                    break;
                case SyncStep.Put put:
                    Put(put);
                    break;
                case SyncStep.Remove remove when Last(remove.Id) is { Present: true }:
                    Remove(remove.Id);
                    break;
                case SyncStep.Rename rename when Last(rename.Id) is { Present: true } last:
                    Write(rename.Id, last with { Code = $"S{rename.Code}" });
                    break;
                case SyncStep.Rekey rekey when rekey.Id != rekey.To && Last(rekey.Id) is { Present: true } last:
                    Remove(rekey.Id);
                    Write(rekey.To, last);
                    break;
                case SyncStep.CommitLate late when Last(late.Id) is { Present: true } last:
                    Write(late.Id, last with { Text = $"{last.Text} late {_now}" }, late.Back);
                    break;
            }
        }
    }

    /// <summary>Every record whose state of that moment the job had to read is known at least in that state.</summary>
    internal void Know(long moment, Func<RecordState, IEnumerable<RecordState>, bool> hadTo)
    {
        foreach (var (key, states) in _records)
        {
            if (states.LastOrDefault(state => state.At <= moment) is { } state && hadTo(state, states))
            {
                _known[key] = Math.Max(_known.GetValueOrDefault(key), state.At);
            }
        }
    }

    /// <summary>Somebody removed points of records with these codes, whatever the source says.</summary>
    internal void RemovedByHand(IReadOnlyCollection<string> codes)
    {
        lock (_lock)
        {
            _removedByHand.UnionWith(codes);
        }
    }

    /// <summary>What the collection may hold of a record; null: nothing.</summary>
    internal bool Allows(long key, (string Code, string Text, decimal Price)? held)
    {
        var known = _known.GetValueOrDefault(key);
        return held is { } one
            ? _records.TryGetValue(key, out var states) && states.Exists(state => state.Present && state.At >= known && (state.Code, state.Text, state.Price) == one)
            : known == 0 || _records[key].Exists(state => _removedByHand.Contains(state.Code) || (!state.Present && state.At >= known));
    }

    internal string Tell(long key) => $"known since {_known.GetValueOrDefault(key)} of [{string.Join(", ", _records.GetValueOrDefault(key) ?? [])}]";

    private RecordState? Last(long key) => _records.GetValueOrDefault(key)?[^1];

    private void Put(SyncStep.Put put)
    {
        var last = Last(put.Id) ?? new RecordState(0, 0, Present: false, $"C{put.Id}", string.Empty, 0);
        var before = _records.GetValueOrDefault(put.Id)?.FindLast(state => state.Text.Length > 0 && !string.Equals(state.Text, last.Text, StringComparison.Ordinal));
        var (text, price) = put.Text switch
        {
            0 when last.Text.Length > 0 => (last.Text, last.Price + 1),
            2 when before is not null => (before.Text, before.Price),
            _ => ($"record {put.Id} as of {_now + 1}", last.Price),
        };
        Write(put.Id, last with { Text = text, Price = price });
    }

    private void Write(long key, RecordState state, int back = 0)
    {
        _now++;
        if (Last(key) is not { Present: true } last || !string.Equals(last.Text, state.Text, StringComparison.Ordinal))
        {
            _made[state.Text] = Made(state.Text) + 1;
        }

        var now = state with { At = _now, Changed = Math.Max(1, _now - back), Present = true };
        States(key).Add(now);
        source.Put(key, now.Text, now.Price, now.Code, now.Changed);
    }

    private void Remove(long key)
    {
        States(key).Add(Last(key)! with { At = ++_now, Present = false });
        source.Remove(key);
    }

    private List<RecordState> States(long key) => _records.TryGetValue(key, out var states) ? states : _records[key] = [];

    /// <summary>A record from one change to the next.</summary>
    /// <param name="At">Ordinal of the change that made it.</param>
    /// <param name="Changed">Its change value; the ordinal, or less where it committed late.</param>
    /// <param name="Present">False: deleted.</param>
    /// <param name="Code">Record code.</param>
    /// <param name="Text">What is embedded.</param>
    /// <param name="Price">In the payload alone.</param>
    internal sealed record RecordState(long At, long Changed, bool Present, string Code, string Text, decimal Price)
    {
        public override string ToString() => Present ? $"{At}: {Code} '{Text}' {Price}{(Changed == At ? "" : $" changed {Changed}")}" : $"{At}: gone";
    }
}
