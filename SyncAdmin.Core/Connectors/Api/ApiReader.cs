using System.Net;
using System.Runtime.CompilerServices;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>Reads lists page by page; one page is in memory at a time.</summary>
internal sealed class ApiReader(ApiClient client, ApiSettings settings)
{
    // What APIs answer to a page behind their last one.
    private static readonly HttpStatusCode[] NoSuchPage =
        [HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.RequestedRangeNotSatisfiable, HttpStatusCode.UnprocessableEntity];

    /// <summary>The rows of each page. Ends only where the API ends; a page or a key again is an error.</summary>
    /// <param name="sequence">The pages; of this read alone.</param>
    /// <param name="columns">Hears of new ones.</param>
    /// <param name="query">Names the key fields.</param>
    /// <param name="keysMayRepeat">A list of changes.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    internal async IAsyncEnumerable<IReadOnlyList<ApiRow>> RowsAsync(
        ApiSequence sequence, ApiColumns columns, SourceQuery query, bool keysMayRepeat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = new ApiRepeatWatch(query.KeyFields, keysMayRepeat);
        Uri? url = sequence.First;
        for (var number = 1; url is not null; number++)
        {
            var answer = await client.GetAsync(url, sequence.IsBehindTheEnd ? NoSuchPage.Contains : null, cancellationToken);
            if (answer is null)
            {
                yield break;
            }

            List<ApiRow> rows;
            using (answer)
            {
                using var page = new ApiPage(answer, settings.Items, number);
                rows = Rows(page.All(), columns, query, cancellationToken);
                sequence.See(page);
                watch.See(number, rows.ConvertAll(row => row.Key));
                url = sequence.Next(page);
            }

            yield return rows;
        }
    }

    /// <summary>The pages of a list.</summary>
    internal ApiSequence Sequence(Uri start) => ApiSequence.Of(settings, start);

    /// <summary>The first page, asked for once: for people who wait.</summary>
    internal async Task<ApiPage> FirstAsync(Uri start, CancellationToken cancellationToken)
    {
        var answer = await client.GetOnceAsync(ApiSequence.Of(settings, start).First, cancellationToken);
        try
        {
            return new ApiPage(answer, settings.Items, 1);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>The item, or items, at an address of its own; none where there is nothing.</summary>
    internal async Task<IReadOnlyList<ApiRow>> ItemsAsync(Uri url, ApiPath items, ApiColumns columns, SourceQuery query, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(url, status => status is HttpStatusCode.NotFound or HttpStatusCode.Gone, cancellationToken);
        if (answer?.Root is null)
        {
            return [];
        }

        return answer.At(items) switch
        {
            { ValueKind: System.Text.Json.JsonValueKind.Object } item => Rows([item], columns, query, cancellationToken),
            { ValueKind: System.Text.Json.JsonValueKind.Array } list => Rows(list.EnumerateArray(), columns, query, cancellationToken),
            { ValueKind: System.Text.Json.JsonValueKind.Null } => [],
            var other => throw answer.Missing(items, "an object or a list", other),
        };
    }

    private static List<ApiRow> Rows(IEnumerable<System.Text.Json.JsonElement> items, ApiColumns columns, SourceQuery query, CancellationToken cancellationToken)
    {
        List<ApiRow> rows = [];
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = columns.Row(item);
            rows.Add(new ApiRow(KeyOf(row, columns, query), row));
        }

        return rows;
    }

    private static object[] KeyOf(object?[] row, ApiColumns columns, SourceQuery query)
    {
        var key = new object[query.KeyFields.Count];
        for (var i = 0; i < key.Length; i++)
        {
            var ordinal = columns.Find(query.KeyFields[i]);
            key[i] = (ordinal >= 0 && ordinal < row.Length ? row[ordinal] : null) ?? throw NullKey(row, columns, query, query.KeyFields[i], ordinal);
        }

        return key;
    }

    private static ProblemException NullKey(object?[] row, ApiColumns columns, SourceQuery query, string field, int ordinal)
    {
        if (ordinal < 0)
        {
            return ApiQueryCheck.FieldMissing("keyField", field, columns.Names);
        }

        var code = columns.Find(query.CodeField) is >= 0 and var at && at < row.Length ? row[at] : null;
        return new ProblemException(new Problem(ErrorCatalog.SourceKeyNull, $"'{field}' is NULL in an item whose {query.CodeField} is {code ?? "NULL"}."));
    }
}
