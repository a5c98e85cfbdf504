using SyncAdmin.Core.Connectors.Sql;

namespace SyncAdmin.Core.Connectors;

/// <summary>A query that may be read: guarded, understood by the source, with key, code and change fields in its result.</summary>
internal sealed class QueryPlan(SourceQuery query, GuardedQuery guarded, IReadOnlyList<ResultColumn> columns, object since)
{
    /// <summary>As the datasource has it.</summary>
    internal SourceQuery Query => query;

    /// <summary>Of the result, in its order.</summary>
    internal IReadOnlyList<ResultColumn> Columns => columns;

    /// <summary>The statements around it.</summary>
    internal KeysetSql Sql { get; } = new(guarded, query.KeyFields, query.CodeField, query.ChangeField);

    /// <summary>True when pages can follow an index; false: spooled.</summary>
    internal bool PagesByKey { get; init; }

    /// <summary>False when something at the query's outermost level keeps pages from following any index.</summary>
    internal bool MayMerge => guarded.MayMerge;

    /// <summary>The code column.</summary>
    internal ResultColumn Code => Column(query.CodeField);

    /// <summary>True when the source may take two different keys for equal: texts of another case, accent or with trailing blanks.</summary>
    internal bool KeyHasText => query.KeyFields.Any(name => Column(name).Kind == ColumnKind.Text);

    /// <summary>The columns that a page has: all, or the key fields only.</summary>
    internal IReadOnlyList<ResultColumn> ColumnsRead(bool keysOnly) => keysOnly ? [.. query.KeyFields.Select(Column)] : columns;

    /// <summary>The order in which changes are read.</summary>
    internal IReadOnlyList<string> ChangeOrder => [ChangeField, .. query.KeyFields];

    /// <summary>The change column.</summary>
    internal ResultColumn Change => Column(ChangeField);

    private string ChangeField => query.ChangeField ?? throw new InvalidOperationException("The query has no change field.");

    /// <summary>A statement about changes with its values.</summary>
    /// <param name="text">Makes it, given where it starts.</param>
    /// <param name="since">Where the whole read began: the value of <c>{{since}}</c>. Were it that of each page, a query with <c>&gt; {{since}}</c> would lose ties at every border.</param>
    /// <param name="at">Where this statement begins.</param>
    /// <param name="rows">Limit.</param>
    internal SqlStatement ChangeStatement(Func<ChangeStart, string> text, ChangePosition? since, ChangePosition? at, long? rows = null)
    {
        var start = at is null ? ChangeStart.Beginning : at.Key is null ? ChangeStart.Value : ChangeStart.Key;
        return Statement(text(start), at?.Key, rows, at is null ? null : [new("v", at.Change)], since?.Change);
    }

    /// <summary>A statement of <see cref="Sql"/> with its values.</summary>
    internal SqlStatement Statement(
        string text, SourceKey? after = null, long? rows = null, IEnumerable<KeyValuePair<string, object>>? more = null, object? changedSince = null)
    {
        List<KeyValuePair<string, object>> parameters = [];
        AddPlaceholder(SqlPlaceholders.Offset, "offset", 0L);
        AddPlaceholder(SqlPlaceholders.Limit, "limit", long.MaxValue);
        AddPlaceholder(SqlPlaceholders.Since, "since", changedSince ?? since);
        for (var i = 0; after is not null && i < after.Values.Count; i++)
        {
            parameters.Add(new(FormattableString.Invariant($"k{i}"), after.Values[i]));
        }

        if (rows is { } limit)
        {
            parameters.Add(new("n", limit));
        }

        parameters.AddRange(more ?? []);
        return new SqlStatement(text, parameters);

        void AddPlaceholder(SqlPlaceholders placeholder, string name, object value)
        {
            if (guarded.Placeholders.HasFlag(placeholder))
            {
                parameters.Add(new(name, value));
            }
        }
    }

    private ResultColumn Column(string name) => columns.First(column => string.Equals(column.Name, name, StringComparison.Ordinal));
}
