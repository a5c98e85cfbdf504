using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>
/// Turns a T-SQL query into SQLite's SQL and works out the types of its columns. It raises what SQL Server would: unknown tables and columns,
/// unnamed and repeated columns of derived tables, an order where none may be.
/// </summary>
internal sealed partial class Translator
{
    private readonly EngineSession _session;
    private readonly Dictionary<string, TdsType> _parameters;
    private readonly Dictionary<string, IReadOnlyList<TdsColumn>> _ctes = new(StringComparer.OrdinalIgnoreCase);
    private bool _trusted;

    /// <summary>Variables that nobody declared are taken for whole numbers.</summary>
    internal bool DeducesParameters { get; init; }

    internal Translator(EngineSession session, IReadOnlyList<TdsParameter> parameters)
    {
        _session = session;
        _parameters = parameters.Where(parameter => parameter.Name.Length > 0)
            .GroupBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First().Type, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A query of its own: its columns may be unnamed, and be ordered.</summary>
    internal (string Sql, IReadOnlyList<TdsColumn> Columns) Whole(Query query) => Translate(query, null, derived: null);

    /// <summary>
    /// <paramref name="derived"/> is the name of a derived table, a view or a CTE: its columns must all have names, each its own, and an order
    /// has no meaning there.
    /// </summary>
    private (string Sql, IReadOnlyList<TdsColumn> Columns) Translate(Query query, Scope? outer, string? derived, IReadOnlyList<string>? names = null)
    {
        if (derived is not null && query.Order.Count > 0 && query.Offset is null && query.Content is not Query.Select { Top: not null })
        {
            throw new TdsErrorException(
                TdsErrors.OrderByInDerived,
                "The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.");
        }

        var with = string.Concat(query.Ctes.Select((cte, i) => (i == 0 ? "WITH RECURSIVE " : ", ") + Cte(cte)));
        var (body, columns) = Content(query, outer, derived, names);
        return ((with.Length == 0 ? "" : with + " ") + body, columns);
    }

    private string Cte(Query.Cte cte)
    {
        if (cte.Query.Content is Query.Combination { Operator: "UNION ALL" } recursive)
        {
            // The first part alone says what the columns are, so that the second may speak of them.
            _ctes[cte.Name] = Translate(cte.Query with { Content = recursive.Left }, null, cte.Name, cte.Columns).Columns;
        }

        var (sql, columns) = Translate(cte.Query, null, cte.Name, cte.Columns);
        _ctes[cte.Name] = columns;
        return $"{Sqlite.Name(cte.Name)}({string.Join(", ", columns.Select(column => Sqlite.Name(column.Name)))}) AS ({sql})";
    }

    private (string Sql, IReadOnlyList<TdsColumn> Columns) Content(Query query, Scope? outer, string? derived, IReadOnlyList<string>? names)
    {
        switch (query.Content)
        {
            case Query.Select select:
                return new SelectTranslation(this, select, outer, derived, names).Translate(query);
            case Query.Values values:
                return Values(values, outer, names ?? []);
            default:
                var (sql, columns) = Combined(query.Content, outer, derived, names);
                var order = query.Order.Select(item => item.Expression switch
                {
                    Expression.Column { Parts: [var name] } when columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) => Sqlite.Name(name) + Direction(item),
                    Expression.Literal { Kind: TokenKind.Number } number => number.Text + Direction(item),
                    Expression.Column { Parts: var parts } => throw new TdsErrorException(TdsErrors.InvalidColumn, $"Invalid column name '{parts[^1]}'."),
                    _ => throw new TdsErrorException(104, "ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator."),
                }).ToList();
                return (sql + (order.Count == 0 ? "" : " ORDER BY " + string.Join(", ", order)) + Limit(query, null, outer), columns);
        }
    }

    private (string Sql, IReadOnlyList<TdsColumn> Columns) Combined(Query.Body body, Scope? outer, string? derived, IReadOnlyList<string>? names)
    {
        switch (body)
        {
            case Query.Combination combination:
                var (left, leftColumns) = Combined(combination.Left, outer, derived, names);
                var (right, rightColumns) = Combined(combination.Right, outer, null, null);
                if (leftColumns.Count != rightColumns.Count)
                {
                    throw new TdsErrorException(205, "All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.");
                }

                var columns = leftColumns.Zip(rightColumns, (one, other) => one with { Type = Types.Common(one.Type, other.Type), Nullable = one.Nullable || other.Nullable, Origin = null });
                return ($"{Part(combination.Left, left)} {combination.Operator} {Part(combination.Right, right)}", [.. columns]);
            case Query.Nested nested:
                return Translate(nested.Query, outer, derived, names);
            default:
                return Content(new Query([], body, [], null, null), outer, derived, names);
        }
    }

    // SQLite has no parentheses here; and a CTE that speaks of itself must do so in a plain SELECT.
    private static string Part(Query.Body body, string sql) => body is Query.Select { Top: null } ? sql : $"SELECT * FROM ({sql})";

    private (string Sql, IReadOnlyList<TdsColumn> Columns) Values(Query.Values values, Scope? outer, IReadOnlyList<string> names)
    {
        var scope = new Scope(outer);
        var rows = values.Rows.Select(row => row.Select(value => Value(value, scope)).ToList()).ToList();
        var columns = rows[0].Select((_, i) => new TdsColumn(i < names.Count ? names[i] : "", rows.Select(row => row[i].Type).Aggregate(Types.Common))).ToList();
        var named = string.Join(", ", columns.Select((column, i) => FormattableString.Invariant($"column{i + 1} AS {Sqlite.Name(column.Name)}")));
        return ($"SELECT {named} FROM (VALUES {string.Join(", ", rows.Select(row => $"({string.Join(", ", row.Select(value => value.Sql))})"))})", columns);
    }

    private static string Direction(OrderItem item) => item.Descending ? " DESC" : "";

    /// <summary>TOP, or OFFSET … FETCH.</summary>
    private string Limit(Query query, Expression? top, Scope? scope)
    {
        if (query.Offset is not null)
        {
            var fetch = query.Fetch is null ? "-1" : Value(query.Fetch, scope ?? new Scope(null)).Sql;
            return $" LIMIT {fetch} OFFSET {Value(query.Offset, scope ?? new Scope(null)).Sql}";
        }

        return top is null ? "" : $" LIMIT {Value(top, scope ?? new Scope(null)).Sql}";
    }
}
