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

    /// <summary>The code column.</summary>
    internal ResultColumn Code => Column(query.CodeField);

    /// <summary>True when the source may take two different keys for equal: texts of another case, accent or with trailing blanks.</summary>
    internal bool KeyHasText => query.KeyFields.Any(name => Column(name).Kind == ColumnKind.Text);

    /// <summary>The columns that a page has: all, or the key fields only.</summary>
    internal IReadOnlyList<ResultColumn> ColumnsRead(bool keysOnly) => keysOnly ? [.. query.KeyFields.Select(Column)] : columns;

    /// <summary>A statement of <see cref="Sql"/> with its values.</summary>
    internal SqlStatement Statement(string text, SourceKey? after = null, long? rows = null, IEnumerable<KeyValuePair<string, object>>? more = null)
    {
        List<KeyValuePair<string, object>> parameters = [];
        AddPlaceholder(SqlPlaceholders.Offset, "offset", 0L);
        AddPlaceholder(SqlPlaceholders.Limit, "limit", long.MaxValue);
        AddPlaceholder(SqlPlaceholders.Since, "since", since);
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
