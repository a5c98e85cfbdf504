using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Records;

/// <summary>The key columns of a query: from rows to record keys, and back.</summary>
internal sealed class KeyColumns
{
    private readonly SourceQuery _query;
    private readonly ColumnKind[] _kinds;

    private KeyColumns(SourceQuery query, ColumnKind[] kinds) => (_query, _kinds) = (query, kinds);

    /// <summary>Asks the source what its key columns hold.</summary>
    /// <exception cref="ProblemException">The query can't be used any more.</exception>
    internal static async Task<KeyColumns> AskAsync(IConnector connector, SourceQuery query, CancellationToken cancellationToken)
    {
        var check = await connector.ValidateAsync(query, cancellationToken);
        return check.Problem is { } problem
            ? throw new ProblemException(problem)
            : new KeyColumns(query, [.. query.KeyFields.Select(field =>
                check.Columns.FirstOrDefault(column => string.Equals(column.Name, field, StringComparison.OrdinalIgnoreCase))?.Kind ?? ColumnKind.Other)]);
    }

    /// <summary>The typed key of a record key; a problem when no row can have it.</summary>
    internal Outcome<SourceKey> Parse(string recordKey) => RecordKey.Parse(recordKey, _kinds);

    /// <summary>
    /// Those of <paramref name="recordKeys"/> that the source has now; at most 1,000 are asked. Compared as our text: a source that takes 'A' for 'a' finds
    /// a row whose record key is another one.
    /// </summary>
    internal async Task<IReadOnlySet<string>> PresentAsync(IConnector connector, IReadOnlyCollection<string> recordKeys, CancellationToken cancellationToken)
    {
        SourceKey[] asked = [.. recordKeys.Select(Parse).Where(key => key.Succeeded).Select(key => key.Value!)];
        if (asked.Length == 0)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        var page = await connector.ReadByKeysAsync(_query, asked, cancellationToken);
        return TextsOf(page).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The typed key of a row.</summary>
    internal SourceKey KeyOf(SourcePage page, object?[] row) => new([.. _query.KeyFields.Select(field => row[IndexOf(page.Columns, field)]!)]);

    /// <summary>The record keys of a page's rows; rows without a usable one are left out.</summary>
    internal IEnumerable<string> TextsOf(SourcePage page)
    {
        if (page.Rows.Count == 0)
        {
            return []; // An API that sends no item names no columns.
        }

        int[] ordinals = [.. _query.KeyFields.Select(field => IndexOf(page.Columns, field))];
        return page.Rows.Select(row => RecordKey.Of(new SourceKey([.. ordinals.Select(ordinal => row[ordinal]!)]))).Where(key => key.Succeeded).Select(key => key.Value!);
    }

    private static int IndexOf(IReadOnlyList<string> columns, string field) => columns.Find(field)
        ?? throw new InvalidOperationException($"A page without its key column {field}.");
}
