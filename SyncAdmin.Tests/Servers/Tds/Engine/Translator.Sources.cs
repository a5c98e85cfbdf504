using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <content>What stands behind FROM.</content>
internal sealed partial class Translator
{
    private string Source(TableSource source, Scope scope, Scope? outer)
    {
        switch (source)
        {
            case TableSource.Join join:
                var first = scope.Sources.Count;
                var left = Source(join.Left, scope, outer);
                var middle = scope.Sources.Count;
                var right = Source(join.Right, scope, outer);
                scope.MakeNullable(join.Kind is "RIGHT JOIN" or "FULL JOIN" ? first : middle, join.Kind is "LEFT JOIN" or "FULL JOIN" ? scope.Sources.Count : middle);
                return $"{left} {join.Kind} {right}{(join.On is null ? "" : " ON " + Condition(join.On, scope))}";
            case TableSource.Derived derived:
                var (sql, columns) = Translate(derived.Query, outer, derived.Alias, derived.Columns);
                return Add(scope, derived.Alias, columns, $"({sql})");
            case TableSource.Function function:
                var rows = TableFunctions.Run(_session, function, [.. function.Arguments.Select(Constant)]);
                return Add(scope, function.Alias ?? function.Parts[^1], rows.Columns, Inline(rows.Columns, rows.Rows));
            case TableSource.Named named:
                return Named(named, scope);
            default:
                throw new InvalidOperationException($"A source of kind {source.GetType().Name} is not translated.");
        }
    }

    private string Named(TableSource.Named named, Scope scope)
    {
        var parts = named.Parts;
        var alias = named.Alias ?? parts[^1];
        if (parts is [var cte] && _ctes.TryGetValue(cte, out var known))
        {
            return Add(scope, alias, known, Sqlite.Name(cte));
        }

        if (SystemViews.Find(parts) is { } system)
        {
            return Add(scope, alias, system.Columns, Inline(system.Columns, system.Rows(_session)));
        }

        var table = _session.Find(parts);
        if (!_trusted)
        {
            _session.Demand("SELECT", table);
        }

        if (table.View is null)
        {
            return Add(scope, alias, [.. table.Columns.Select(column => new TdsColumn(column.Name, column.Type, column.Nullable, column.Identity, (table.Schema, table.Name, column.Name)))], table.SqliteName);
        }

        // Who may read a view reads what stands behind it.
        var (sql, columns) = new Translator(_session, []) { _trusted = true }.Translate(table.View, null, table.Name);
        return Add(scope, alias, columns, $"({sql})");
    }

    private static string Add(Scope scope, string alias, IReadOnlyList<TdsColumn> columns, string sql)
    {
        scope.Add(new Scope.Source(alias, columns));
        return $"{sql} AS {Sqlite.Name(alias)}";
    }

    /// <summary>Rows that stand in the statement itself: what the catalogue knows.</summary>
    private static string Inline(IReadOnlyList<TdsColumn> columns, IEnumerable<object?[]> rows)
    {
        var names = columns.Select((column, i) =>
        {
            var collation = Collations.Of(column.Type);
            return FormattableString.Invariant($"column{i + 1}{(collation is null ? "" : " COLLATE " + collation)} AS {Sqlite.Name(column.Name)}");
        });
        var values = string.Join(", ", rows.Select(row => $"({string.Join(", ", row.Select(Sqlite.Literal))})"));
        return values.Length > 0
            ? $"(SELECT {string.Join(", ", names)} FROM (VALUES {values}))"
            : $"(SELECT {string.Join(", ", columns.Select(column => "NULL AS " + Sqlite.Name(column.Name)))} WHERE 0)";
    }
}
