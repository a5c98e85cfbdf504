namespace SyncAdmin.Core.Connectors.Api;

/// <summary>
/// Rows in, in any order; rows out, sorted. An external merge sort: what fits in the memory allowed is sorted there, more goes to
/// <see cref="SpoolFile"/>s of sorted rows, which are merged while they are read. Nothing of it outlives the process.
/// </summary>
internal sealed class ApiSpool(ConnectorContext context, Func<object?[], ApiSortKey> keyOf, long mostBytes = ApiSpool.MostBytes) : IDisposable
{
    internal const long MostBytes = 24 * 1024 * 1024;

    // Files that are open at once, with a buffer each.
    private const int MostRuns = 64;
    private const int RowBytes = 64;
    private readonly List<Run> _runs = [];
    private readonly List<(ApiSortKey Key, object?[] Row)> _rows = [];
    private long _bytes;

    /// <summary>Rows in it.</summary>
    internal long Count { get; private set; }

    internal void Add(ApiSortKey key, object?[] row, int width)
    {
        _rows.Add((key, row));
        Count++;
        _bytes += RowBytes + row.Sum(static value => value is string text ? 32L + (2 * text.Length) : 32L);
        if (_bytes > mostBytes)
        {
            Flush(width);
        }
    }

    /// <summary>All rows in order, each as long as it was when it went in, or longer. Once only.</summary>
    internal IEnumerable<(ApiSortKey Key, object?[] Row)> Read()
    {
        _rows.Sort(static (left, right) => left.Key.CompareTo(right.Key));
        return _runs.Count == 0 ? _rows : Merged(_runs, _rows);
    }

    public void Dispose()
    {
        _runs.ForEach(run => run.File.Dispose());
        _rows.Clear();
    }

    private void Flush(int width)
    {
        _rows.Sort(static (left, right) => left.Key.CompareTo(right.Key));
        Save(_rows, width);
        _rows.Clear();
        _bytes = 0;
        if (_runs.Count < MostRuns)
        {
            return;
        }

        // Sixty-four files become one: so the number of open files is bounded.
        var all = _runs.ToList();
        _runs.Clear();
        try
        {
            Save(Merged(all, []), width);
        }
        finally
        {
            all.ForEach(run => run.File.Dispose());
        }
    }

    private void Save(IEnumerable<(ApiSortKey Key, object?[] Row)> rows, int width)
    {
        var file = new SpoolFile(context.SpoolDirectory, context.Time);
        _runs.Add(new Run(file, width));
        foreach (var (_, row) in rows)
        {
            file.Write(ApiColumns.Padded(row, width));
        }

        file.Rewind();
    }

    private IEnumerable<(ApiSortKey Key, object?[] Row)> Merged(List<Run> runs, List<(ApiSortKey Key, object?[] Row)> rows)
    {
        var heads = new PriorityQueue<(int Source, object?[] Row), ApiSortKey>(ApiSortKey.Order);
        var next = 0;
        for (var source = 0; source <= runs.Count; source++)
        {
            Advance(source);
        }

        while (heads.TryDequeue(out var head, out var key))
        {
            Advance(head.Source);
            yield return (key, head.Row);
        }

        void Advance(int source)
        {
            if (source == runs.Count)
            {
                if (next < rows.Count)
                {
                    heads.Enqueue((source, rows[next].Row), rows[next++].Key);
                }
            }
            else if (runs[source].File.Read(runs[source].Width) is { } row)
            {
                heads.Enqueue((source, row), keyOf(row));
            }
        }
    }

    private sealed record Run(SpoolFile File, int Width);
}
