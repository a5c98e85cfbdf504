namespace SyncAdmin.Core.Connectors.Sql;

/// <content>Conditions on keys, in the form from which each planner makes an index range.</content>
internal sealed partial class KeysetSql
{
    /// <summary>
    /// SQLite and PostgreSQL seek by row comparison. MySQL and MariaDB evaluate it row by row, and T-SQL has none: they get the expanded form,
    /// with the first column's bound in front so that the range is found even where the OR is not taken apart.
    /// </summary>
    private string Behind(IReadOnlyList<(string Column, string Parameter)> order)
    {
        if (order.Count == 1)
        {
            return $"{order[0].Column} > {order[0].Parameter}";
        }

        if (Dialect is SqlDialect.Sqlite or SqlDialect.PostgreSql)
        {
            return $"({string.Join(", ", order.Select(part => part.Column))}) > ({string.Join(", ", order.Select(part => part.Parameter))})";
        }

        var alternatives = order.Select((part, i) => string.Concat(
            order.Take(i).Select(earlier => $"{earlier.Column} = {earlier.Parameter} AND ").Append($"{part.Column} > {part.Parameter}")));
        return $"{order[0].Column} >= {order[0].Parameter} AND (({string.Join(") OR (", alternatives)}))";
    }

    /// <summary>
    /// Rows of values for SQLite (an OR of 1,000 goes beyond its expression depth) and PostgreSQL; OR groups for the others, whose range
    /// optimizer knows them in every version.
    /// </summary>
    private string KeysCondition(int count, string[] keys)
    {
        var rows = Enumerable.Range(0, count);
        if (keys.Length == 1)
        {
            return $"{keys[0]} IN ({string.Join(", ", rows.Select(static row => Parameter(row, 0)))})";
        }

        if (Dialect is SqlDialect.Sqlite or SqlDialect.PostgreSql)
        {
            var values = string.Join(", ", rows.Select(row => $"({string.Join(", ", keys.Select((_, column) => Parameter(row, column)))})"));
            return $"({string.Join(", ", keys)}) IN ({(Dialect == SqlDialect.Sqlite ? "VALUES " : "")}{values})";
        }

        return string.Join(" OR ", rows.Select(row => $"({string.Join(" AND ", keys.Select((key, column) => $"{key} = {Parameter(row, column)}"))})"));
    }
}
