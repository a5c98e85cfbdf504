namespace SyncAdmin.Core.Connectors.Sql;

/// <content>Rows by what changed: in the order (change value, key), those without a change value left out. The change value to start at is <c>@v</c>.</content>
internal sealed partial class KeysetSql
{
    /// <summary>A page of changed rows: <c>@n</c> of them.</summary>
    public string ChangePage(ChangeStart start) => Limited("q.*", $" WHERE {ChangedSince(start)} ORDER BY {ChangeOrder}", "@n");

    /// <summary>All changed rows in order: for the spool, where pages can't follow an index.</summary>
    public string AllChanges(ChangeStart start) => Whole("q.*") + $" WHERE {ChangedSince(start)} ORDER BY {ChangeOrder}";

    /// <summary>As <see cref="NullKey"/>, among the changed rows.</summary>
    public string ChangedNullKey(ChangeStart start) => Limited($"{AllKeys}, {_code}", $" WHERE {ChangedSince(start)} AND ({NullKeyCondition})", "1");

    /// <summary>A key that several changed rows share at one change value: keys, then how many.</summary>
    public string ChangedDuplicateKey(ChangeStart start) =>
        Limited($"{AllKeys}, COUNT(*)", $" WHERE {ChangedSince(start)} GROUP BY {ChangeOrder} HAVING COUNT(*) > 1", "1");

    /// <summary>The largest value of the change column: one row, NULL when none has one.</summary>
    public string MaxChange() => Whole($"MAX({Change})");

    private string Change => _change ?? throw new InvalidOperationException("The query has no change field.");

    // Once each: T-SQL refuses a column that stands twice in ORDER BY, and a version may be part of the key.
    private string ChangeOrder => string.Join(", ", _keys.Where(key => key != Change).Prepend(Change));

    // A row whose key is NULL must not be passed over in silence: where one is looked for, the value alone bounds the range.
    private string ChangedSince(ChangeStart start) => start switch
    {
        ChangeStart.Beginning => $"{Change} IS NOT NULL",
        ChangeStart.Value => $"{Change} >= @v",
        _ => Behind([(Change, "@v"), .. _keys.Select(static (key, i) => (key, Parameter(i))).Where(column => column.key != Change)]),
    };
}
