using System.Globalization;
using System.Runtime.CompilerServices;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <content>What changed since a moment.</content>
internal sealed partial class ApiConnector
{
    /// <inheritdoc/>
    public async Task<object?> HighestChangeAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        var start = ApiQueryCheck.Start(_settings, query);
        var field = FieldOf(query);
        if (_settings.Since?.Newest is not { } newest)
        {
            return (await KeptAsync(query, cancellationToken)).Highest;
        }

        using var answer = await _client.GetAsync(ApiAddress.With(ApiSequence.Of(_settings, start).First, newest.Parameters), isAbsent: null, cancellationToken);
        using var page = new ApiPage(answer!, _settings.Items, 1);
        var columns = NewColumns();
        object? highest = null;
        foreach (var item in page.All())
        {
            var row = columns.Row(item);
            highest = Larger(highest, columns.Find(field) is >= 0 and var ordinal && ordinal < row.Length ? row[ordinal] : null);
        }

        ApiQueryCheck.Fields(query, columns.Names);
        return highest;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourcePage> ReadChangesAsync(
        SourceQuery query, ChangePosition? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = ApiQueryCheck.Start(_settings, query);
        var field = FieldOf(query);
        var columns = NewColumns();
        using var spool = new ApiSpool(_context, row => ChangeKey(row[columns.Find(field)]!, query.KeyFields.Select(name => row[columns.Find(name)]!)));
        var (position, behind) = (since is null ? (ApiOrderValue?)null : ApiOrderValue.OfChange(since.Change), since?.Key is { } key ? ChangeKey(since.Change, key.Values) : null);
        var started = _context.Time.GetTimestamp();
        var asked = since is not null && _settings.Since is { } how && Written(since.Change, how.Format) is { } value
            ? ApiAddress.With(start, KeyValuePair.Create(how.Parameter, value))
            : start;
        await foreach (var rows in _reader.RowsAsync(_reader.Sequence(asked), columns, query, keysMayRepeat: true, cancellationToken))
        {
            var ordinal = columns.Find(field);
            foreach (var row in rows)
            {
                // What the API gives beyond what was asked for is left out here, so that it may be as generous as it likes.
                if (row.At(ordinal) is { } change && (position is not { } from || ApiOrderValue.OfChange(change).CompareTo(from) >= 0)
                    && ChangeKey(change, row.Key) is var place && (behind is null || place.CompareTo(behind) > 0))
                {
                    spool.Add(place, row.Values, columns.Names.Count);
                }
            }
        }

        ApiQueryCheck.Fields(query, columns.Names);
        foreach (var page in Pages(spool.Read().Select(row => row.Row), columns.Names, started, cancellationToken))
        {
            yield return page;
        }
    }

    private static string FieldOf(SourceQuery query) =>
        query.ChangeField ?? throw new ProblemException(new Problem(ErrorCatalog.ChangeFieldMissing, "changeField is empty."));

    private static ApiSortKey ChangeKey(object change, IEnumerable<object> key) => new([ApiOrderValue.OfChange(change), .. key.Select(ApiOrderValue.OfKey)]);

    private static object? Larger(object? left, object? right) =>
        left is null || (right is not null && ApiOrderValue.OfChange(right).CompareTo(ApiOrderValue.OfChange(left)) > 0) ? right : left;

    /// <summary>
    /// A moment as the API wants it. Where the form is coarser than the value, or the API may mean "later than" by it, one unit earlier: rows too
    /// many are left out, rows too few would be missed. Null: a value that is no moment; everything is read then.
    /// </summary>
    private static string? Written(object change, ApiSinceFormat format)
    {
        if (format == ApiSinceFormat.Text || change is long or ulong or decimal)
        {
            return change switch
            {
                long number when format != ApiSinceFormat.Text => (number - 1).ToString(CultureInfo.InvariantCulture),
                decimal number when format != ApiSinceFormat.Text => ApiNumber.Text(number - 1),
                DateTimeOffset moment => moment.UtcDateTime.ToString("o", CultureInfo.InvariantCulture),
                DateTime moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc).ToString("o", CultureInfo.InvariantCulture),
                _ => ApiNumber.TextOf(change),
            };
        }

        DateTimeOffset? at = change switch
        {
            DateTimeOffset moment => moment,
            DateTime moment => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
            string text => ApiOrderValue.MomentOf(text),
            _ => null,
        };
        return at is not { } found ? null : format switch
        {
            ApiSinceFormat.Unix => (found.ToUnixTimeSeconds() - 1).ToString(CultureInfo.InvariantCulture),
            ApiSinceFormat.UnixMs => (found.ToUnixTimeMilliseconds() - 1).ToString(CultureInfo.InvariantCulture),
            _ => found.UtcDateTime.AddSeconds(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
    }
}
