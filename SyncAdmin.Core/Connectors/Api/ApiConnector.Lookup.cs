using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <content>Some items, by key or by code: as the API is set up to be asked, else by reading everything.</content>
internal sealed partial class ApiConnector
{
    private IReadOnlyList<string>? _firstColumns;

    /// <inheritdoc/>
    public Task<SourcePage> ReadByKeysAsync(SourceQuery query, IReadOnlyList<SourceKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        CheckCount(keys.Count, "keys");
        var wanted = keys.Select(ApiSortKey.Of).ToHashSet();
        var isCode = query?.KeyFields is [var only] && string.Equals(only, query.CodeField, StringComparison.Ordinal);
        var lookup = query?.KeyFields.Count == 1 ? _settings.Keys ?? (isCode ? _settings.Codes : null) : null;
        return LookUpAsync(query!, lookup, [.. keys.Select(key => ApiNumber.TextOf(key.Values[0])!)], (row, _) => wanted.Contains(row.SortKey), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SourcePage> ReadByCodesAsync(SourceQuery query, IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(codes);
        CheckCount(codes.Count, "codes");
        var wanted = codes.ToHashSet(StringComparer.Ordinal);
        var isKey = query?.KeyFields is [var only] && string.Equals(only, query.CodeField, StringComparison.Ordinal);
        return LookUpAsync(
            query!,
            _settings.Codes ?? (isKey ? _settings.Keys : null),
            [.. codes],
            (row, code) => ApiNumber.TextOf(row.At(code)) is { } text && wanted.Contains(text),
            cancellationToken);
    }

    private static void CheckCount(int count, string what)
    {
        if (count > MostValues)
        {
            throw new ProblemException(new Problem(ErrorCatalog.SourceTooManyValues, $"{count} {what} were asked for."));
        }
    }

    private async Task<SourcePage> LookUpAsync(
        SourceQuery query, ApiLookup? lookup, IReadOnlyList<string> values, Func<ApiRow, int, bool> isWanted, CancellationToken cancellationToken)
    {
        var start = ApiQueryCheck.Start(_settings, query);
        var started = _context.Time.GetTimestamp();
        var columns = new ApiColumns(_settings.Columns.Count > 0 ? _settings.Columns : await FirstColumnsAsync(start, cancellationToken));
        Dictionary<ApiSortKey, object?[]> found = [];
        // A value that the API would take for something else can only be looked for by ourselves.
        var asks = values.Count == 0 ? [] : lookup is null || !values.All(lookup.Takes)
            ? [_reader.RowsAsync(_reader.Sequence(start), columns, query, keysMayRepeat: false, cancellationToken)]
            : Asks(start, lookup, values, columns, query, cancellationToken);
        foreach (var ask in asks)
        {
            await foreach (var rows in ask.WithCancellation(cancellationToken))
            {
                var code = columns.Find(query.CodeField);
                foreach (var row in rows.Where(row => isWanted(row, code)))
                {
                    found[row.SortKey] = row.Values;
                }
            }
        }

        if (found.Count > 0)
        {
            ApiQueryCheck.Fields(query, columns.Names);
        }

        var width = columns.Names.Count;
        return new SourcePage(columns.Names, [.. found.Values.Select(row => ApiColumns.Padded(row, width))], started);
    }

    private IEnumerable<IAsyncEnumerable<IReadOnlyList<ApiRow>>> Asks(
        Uri start, ApiLookup lookup, IReadOnlyList<string> values, ApiColumns columns, SourceQuery query, CancellationToken cancellationToken)
    {
        foreach (var chunk in values.Distinct(StringComparer.Ordinal).Chunk(lookup.Most))
        {
            yield return lookup.Url is { } url
                ? OneAsync(new Uri(url.Replace(ApiLookup.Value, Uri.EscapeDataString(chunk[0]), StringComparison.Ordinal)))
                : _reader.RowsAsync(_reader.Sequence(With(start, lookup, chunk)), columns, query, keysMayRepeat: true, cancellationToken);
        }

        async IAsyncEnumerable<IReadOnlyList<ApiRow>> OneAsync(Uri url)
        {
            yield return await _reader.ItemsAsync(url, lookup.Items, columns, query, cancellationToken);
        }
    }

    private static Uri With(Uri start, ApiLookup lookup, string[] values) => ApiAddress.With(start, lookup.Separator == ApiLookup.Repeated
        ? values.Select(value => KeyValuePair.Create(lookup.Parameter!, value))
        : [KeyValuePair.Create(lookup.Parameter!, string.Join(lookup.Separator, values))]);

    /// <summary>
    /// The columns of the list, so that a few rows have the same ones as all rows: an item may lack a member that the mapping names. Asked once for
    /// each connector; setting <c>columns</c> saves it.
    /// </summary>
    private async Task<IReadOnlyList<string>> FirstColumnsAsync(Uri start, CancellationToken cancellationToken)
    {
        if (_firstColumns is { } known)
        {
            return known;
        }

        using var answer = await _client.GetAsync(ApiSequence.Of(_settings, start).First, isAbsent: null, cancellationToken);
        using var page = new ApiPage(answer!, _settings.Items, 1);
        return _firstColumns = ColumnsOf(page).Names;
    }
}
