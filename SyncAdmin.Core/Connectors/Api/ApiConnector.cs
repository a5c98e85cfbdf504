using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>
/// A JSON API. It can neither order by a key nor go on behind one, so a read takes the whole list, page by page in the API's own order, sorts it
/// on disk and hands it out by key; where it goes on from is decided here, never by the API.
/// </summary>
internal sealed partial class ApiConnector : IConnector
{
    private const int MostValues = 1_000;

    // A count that had to read everything is followed by the read itself: the rows are kept so long for it.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);
    private readonly ConnectorContext _context;
    private readonly ApiSettings _settings;
    private readonly ApiClient _client;
    private readonly ApiReader _reader;
    private ApiSorted? _kept;

    internal ApiConnector(ConnectorContext context, ApiSettings settings, OutboundGuard guard, ApiRetry retry)
    {
        (_context, _settings) = (context, settings);
        _client = new ApiClient(settings, context, guard, retry);
        _reader = new ApiReader(_client, settings);
    }

    /// <inheritdoc/>
    public bool DeclaresColumns => false;

    /// <inheritdoc/>
    public async Task<QueryCheck> ValidateAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        try
        {
            var start = ApiQueryCheck.Start(_settings, query);
            using var page = await _reader.FirstAsync(start, cancellationToken);
            var columns = ColumnsOf(page);
            ApiQueryCheck.Fields(query, columns.Names);
            return new QueryCheck(null, columns.Described(), Warnings(page), PagesByKey: false);
        }
        catch (ProblemException exception)
        {
            return new QueryCheck(exception.Problem, [], [], PagesByKey: false);
        }
    }

    /// <inheritdoc/>
    public async Task<SourcePreview> PreviewAsync(SourceQuery query, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var start = ApiQueryCheck.Start(_settings, query);
        using var page = await _reader.FirstAsync(start, cancellationToken);
        var columns = NewColumns();
        var rows = page.All().Select(columns.Row).ToList();
        ApiQueryCheck.Fields(query, columns.Names);
        var ordinals = query.KeyFields.Select(columns.Find).ToArray();
        var width = columns.Names.Count;
        var shown = rows.ConvertAll(row => ApiColumns.Padded(row, width));
        // A NULL in the key is for people to see here; a read refuses it.
        shown = [.. shown.OrderBy(row => new ApiSortKey([.. ordinals.Select(ordinal => ApiOrderValue.OfKey(row[ordinal] ?? ""))]), ApiSortKey.Order).Take(limit)];
        long? total = _settings.Total is { } where ? page.Answer.Total(where) : _settings.Paging.Kind == ApiPagingKind.None ? page.Count : null;
        return new SourcePreview(columns.Described(), shown, total);
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        var start = ApiQueryCheck.Start(_settings, query);
        if (_settings.Total is not { } total)
        {
            return (await KeptAsync(query, cancellationToken)).Spool.Count;
        }

        using var answer = await _client.GetAsync(ApiSequence.Of(_settings, start).First, isAbsent: null, cancellationToken);
        return answer!.Root is null ? 0 : answer.Total(total);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _kept, null)?.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private ApiColumns NewColumns() => new(_settings.Columns);

    private ApiColumns ColumnsOf(ApiPage page)
    {
        var columns = NewColumns();
        foreach (var item in page.All())
        {
            columns.Row(item);
        }

        return columns;
    }

    private static IReadOnlyList<string> Warnings(ApiPage page)
    {
        const string Spooled = "An API can't be read in the order of a key: its whole list is read once into a temporary file, and sorted there.";
        return page.Count > 0 ? [Spooled] : [Spooled, "The API has no items now: whether key, code and change fields are right can't be seen."];
    }
}
