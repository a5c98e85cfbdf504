using System.Runtime.CompilerServices;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <content>The whole list, by key.</content>
internal sealed partial class ApiConnector
{
    private const int FirstPage = 1_000;
    private const int LargestPage = 10_000;
    private const int MostReads = 3;

    /// <inheritdoc/>
    public IAsyncEnumerable<SourcePage> ReadAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken) =>
        ReadAsync(query, after, keysOnly: false, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SourcePage> ReadKeysAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken) =>
        ReadAsync(query, after, keysOnly: true, cancellationToken);

    private async IAsyncEnumerable<SourcePage> ReadAsync(
        SourceQuery query, SourceKey? after, bool keysOnly, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ApiQueryCheck.Start(_settings, query);
        using var sorted = TakeKept(query) ?? await SortAsync(query, keysOnly, cancellationToken);
        var ordinals = query.KeyFields.Select(field => sorted.Columns.ToList().IndexOf(field)).ToArray();
        var rows = Behind(Once(sorted.Spool.Read(), query, ordinals), after is null ? null : ApiSortKey.Of(after)).Select(row => keysOnly ? Only(row, ordinals) : row);
        foreach (var page in Pages(rows, keysOnly ? query.KeyFields : sorted.Columns, sorted.Started, cancellationToken))
        {
            yield return page;
        }
    }

    /// <summary>Reads everything and keeps it for the read that follows; what is kept already is as good.</summary>
    private async Task<ApiSorted> KeptAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _kept) is { } kept && IsGood(kept, query))
        {
            return kept;
        }

        var sorted = await SortAsync(query, keysOnly: false, cancellationToken);
        Interlocked.Exchange(ref _kept, sorted)?.Dispose();
        return sorted;
    }

    private ApiSorted? TakeKept(SourceQuery query)
    {
        var kept = Interlocked.Exchange(ref _kept, null);
        if (kept is null || IsGood(kept, query))
        {
            return kept;
        }

        kept.Dispose();
        return null;
    }

    private bool IsGood(ApiSorted kept, SourceQuery query) => kept.Answers(query) && _context.Time.GetElapsedTime(kept.Started) < KeptFor;

    /// <summary>
    /// Everything, sorted. Where pages are numbered, items that come and go meanwhile push others over their borders, twice or not at all; when the
    /// total shows that this is what went wrong, it is read anew.
    /// </summary>
    private async Task<ApiSorted> SortAsync(SourceQuery query, bool keysOnly, CancellationToken cancellationToken)
    {
        var start = ApiQueryCheck.Start(_settings, query);
        for (var attempt = 1; ; attempt++)
        {
            var sequence = _reader.Sequence(start);
            try
            {
                return await SortAsync(sequence, query, keysOnly, cancellationToken);
            }
            catch (ProblemException exception) when (sequence.HasMoved && exception.Problem.Error == ErrorCatalog.SourceKeyRepeated && attempt >= MostReads)
            {
                // Not the key's fault: the job shall wait for a quieter hour, not fail.
                throw new ProblemException(new Problem(ErrorCatalog.ApiReadIncomplete, $"{exception.Problem.Detail} The list changed while it was read."), exception);
            }
            catch (ProblemException exception) when (sequence.HasMoved && attempt < MostReads
                && (exception.Problem.Error == ErrorCatalog.SourceKeyRepeated || exception.Problem.Error == ErrorCatalog.ApiReadIncomplete))
            {
                // Read anew.
            }
        }
    }

    private async Task<ApiSorted> SortAsync(ApiSequence sequence, SourceQuery query, bool keysOnly, CancellationToken cancellationToken)
    {
        var columns = NewColumns();
        var spool = new ApiSpool(_context, row => SortKey(row, query, keysOnly ? null : columns));
        try
        {
            var started = _context.Time.GetTimestamp();
            object? highest = null;
            await foreach (var rows in _reader.RowsAsync(sequence, columns, query, keysMayRepeat: false, cancellationToken))
            {
                var (change, width) = (query.ChangeField is { } field ? columns.Find(field) : -1, keysOnly ? query.KeyFields.Count : columns.Names.Count);
                foreach (var row in rows)
                {
                    highest = Larger(highest, row.At(change));
                    spool.Add(row.SortKey, keysOnly ? row.Key : row.Values, width);
                }
            }

            if (spool.Count > 0)
            {
                ApiQueryCheck.Fields(query, columns.Names);
            }

            return new ApiSorted(query, spool, keysOnly ? query.KeyFields : columns.Names, started, highest);
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>The key of a row that comes back from disk; a row of keys only is its key.</summary>
    private static ApiSortKey SortKey(object?[] row, SourceQuery query, ApiColumns? columns) =>
        new([.. query.KeyFields.Select((field, i) => ApiOrderValue.OfKey(row[columns?.Find(field) ?? i]!))]);

    /// <summary>Of two equal keys the second is refused: they would be one record.</summary>
    private static IEnumerable<(ApiSortKey Key, object?[] Row)> Once(IEnumerable<(ApiSortKey Key, object?[] Row)> rows, SourceQuery query, int[] ordinals)
    {
        ApiSortKey? last = null;
        foreach (var row in rows)
        {
            if (row.Key.Equals(last))
            {
                throw KeySequence.RepeatedKey(query.KeyFields, Only(row.Row, ordinals));
            }

            last = row.Key;
            yield return row;
        }
    }

    private static IEnumerable<object?[]> Behind(IEnumerable<(ApiSortKey Key, object?[] Row)> rows, ApiSortKey? after) =>
        rows.SkipWhile(row => after is not null && row.Key.CompareTo(after) <= 0).Select(row => row.Row);

    private static object?[] Only(object?[] row, int[] ordinals) => Array.ConvertAll(ordinals, ordinal => row[ordinal]);

    private static IEnumerable<SourcePage> Pages(IEnumerable<object?[]> rows, IReadOnlyList<string> columns, long started, CancellationToken cancellationToken)
    {
        var size = FirstPage;
        List<object?[]> page = [];
        foreach (var row in rows)
        {
            if (page.Count == size)
            {
                yield return new SourcePage(columns, page, started);
                cancellationToken.ThrowIfCancellationRequested();
                (page, size) = ([], Math.Min(size * 2, LargestPage));
            }

            page.Add(ApiColumns.Padded(row, columns.Count));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (page.Count > 0)
        {
            yield return new SourcePage(columns, page, started);
        }
    }
}
