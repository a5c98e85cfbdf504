using System.Globalization;

namespace SyncAdmin.Core.Connectors;

/// <content>Rows by key, however their keys were written down.</content>
internal abstract partial class SqlConnector
{
    /// <inheritdoc/>
    public async Task<SourcePage> ReadByKeysAsync(SourceQuery query, IReadOnlyList<SourceKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(keys);
        CheckCount(keys.Count, "keys");
        var plan = await PlanAsync(query, cancellationToken);
        if (keys.Count == 0)
        {
            return Empty(plan);
        }

        var page = await ReadAllAsync(plan, keys.Chunk(MostParameters / query.KeyFields.Count).Select(some => ByKeys(plan, some, trimmed: null)), cancellationToken);
        return await WithTrimmedAsync(plan, page, keys, cancellationToken);
    }

    /// <summary>
    /// A record key has no blanks at the end of its texts. Where the source tells 'a ' from 'a', a key that was kept as text finds its row only when
    /// the column is trimmed, which no index helps with: so only for keys that were not found, nearly always because their rows are gone.
    /// </summary>
    private async Task<SourcePage> WithTrimmedAsync(QueryPlan plan, SourcePage page, IReadOnlyList<SourceKey> keys, CancellationToken cancellationToken)
    {
        var trimmed = plan.Query.KeyFields.Select((field, i) => (Kind: KeyKind(plan.ColumnsRead(keysOnly: true)[i].Kind), Ordinal: i))
            .Where(column => TellsBlanks(column.Kind)).Select(column => column.Ordinal).ToHashSet();
        if (trimmed.Count == 0 || page.Rows.Count >= keys.Count)
        {
            return page;
        }

        var ordinals = plan.Query.KeyFields.Select(field => page.Columns.ToList().IndexOf(field)).ToArray();
        var found = page.Rows.Select(row => KeyOf(row, ordinals)).ToHashSet();
        var missing = keys.Where(key => !found.Contains(key)).Select(key => new SourceKey([.. key.Values.Select(Trimmed)])).ToList();
        if (missing.Count == 0)
        {
            return page;
        }

        var more = await ReadAllAsync(plan, missing.Chunk(MostParameters / ordinals.Length).Select(some => ByKeys(plan, [.. some], trimmed)), cancellationToken);
        return page with { Rows = [.. page.Rows, .. more.Rows.Where(row => found.Add(KeyOf(row, ordinals)))] };

        object Trimmed(object value, int column) => !trimmed.Contains(column) ? value
            : value is string text ? text.TrimEnd(' ')
            : Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    /// <summary>True for columns whose comparison may tell blanks at the end of a text, or a number from its text.</summary>
    protected virtual bool TellsBlanks(ColumnKind kind) => kind is ColumnKind.Text or ColumnKind.Any;

    private static SourceKey KeyOf(object?[] row, int[] ordinals) => new([.. ordinals.Select(ordinal => row[ordinal]!)]);

    private static SqlStatement ByKeys(QueryPlan plan, SourceKey[] keys, IReadOnlySet<int>? trimmed) => plan.Statement(
        plan.Sql.ByKeys(keys.Length, trimmed),
        more: keys.SelectMany(static (key, row) => key.Values.Select((value, column) => new KeyValuePair<string, object>(FormattableString.Invariant($"k{row}_{column}"), value))));
}
