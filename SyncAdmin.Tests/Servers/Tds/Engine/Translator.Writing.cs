using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <content>Statements that write. Values take the form of their columns, and a row's version advances.</content>
internal sealed partial class Translator
{
    /// <summary>Columns of a view to be.</summary>
    internal IReadOnlyList<TdsColumn> View(Query query, string name) => Translate(query, null, name).Columns;

    internal (string Sql, DoneCommand Command) Write(Statement statement)
    {
        switch (statement)
        {
            case Statement.Insert insert:
                return (Insert(insert, Writable(insert.Table, "INSERT")), DoneCommand.Insert);
            case Statement.Update update:
                return (Update(update, Writable(update.Table, "UPDATE")), DoneCommand.Update);
            case Statement.Delete delete:
                var table = Writable(delete.Table, "DELETE");
                return ($"DELETE FROM {table.SqliteName} AS {Sqlite.Name(table.Name)}{Where(delete.Where, ScopeOf(table))}", DoneCommand.Delete);
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} does not write.");
        }
    }

    private Table Writable(IReadOnlyList<string> name, string permission)
    {
        var table = _session.Find(name);
        _session.Demand(permission, table);
        return table;
    }

    private static Scope ScopeOf(Table table)
    {
        var scope = new Scope(null);
        scope.Add(new Scope.Source(table.Name, [.. table.Columns.Select(column => new TdsColumn(column.Name, column.Type, column.Nullable))]));
        return scope;
    }

    private string Where(Expression? where, Scope scope) => where is null ? "" : " WHERE " + Condition(where, scope);

    private string Insert(Statement.Insert insert, Table table)
    {
        IReadOnlyList<TableColumn> columns = insert.Columns.Count == 0
            ? [.. table.Columns.Where(column => !column.Identity && column.Type.Kind != TdsKind.RowVersion)]
            : [.. insert.Columns.Select(name => Column(table, name))];
        if (table.Columns.FirstOrDefault(column => !column.Nullable && !column.Identity && column.Default is null && column.Type.Kind != TdsKind.RowVersion && !columns.Contains(column)) is { } missing)
        {
            throw NullRefused(table, missing);
        }

        var versions = table.Columns.Where(column => column.Type.Kind == TdsKind.RowVersion).ToList();
        var defaults = table.Columns.Where(column => column.Default is not null && !columns.Contains(column)).ToList();
        var names = string.Join(", ", columns.Concat(defaults).Concat(versions).Select(column => Sqlite.Name(column.Name)));
        List<string> more = [.. defaults.Select(column => Into(column, Value(column.Default!, new Scope(null))).Sql), .. versions.Select(_ => "tds_rowversion()")];
        if (insert.Query.Content is Query.Values values)
        {
            var scope = new Scope(null);
            var rows = values.Rows.Select(row => $"({string.Join(", ", Fit(row, columns).Select((value, i) => Into(columns[i], NotNull(table, columns[i], Value(value, scope))).Sql).Concat(more))})");
            return $"INSERT INTO {table.SqliteName} ({names}) {(values.Rows.Count == 0 ? $"SELECT {string.Join(", ", more)}" : "VALUES " + string.Join(", ", rows))}";
        }

        var (sql, selected) = Translate(insert.Query, null, null);
        var fitted = Fit(selected, columns).Select((column, i) => Into(columns[i], new Typed(FormattableString.Invariant($"\"{(column.Name.Length == 0 ? $"\u001Fcolumn{i + 1}" : column.Name)}\""), column.Type)).Sql);
        return $"INSERT INTO {table.SqliteName} ({names}) SELECT {string.Join(", ", fitted.Concat(more))} FROM ({sql}) WHERE TRUE";
    }

    // SQLite would give a row id of its own where the primary key is NULL.
    private Typed NotNull(Table table, TableColumn column, Typed value) =>
        !column.Nullable && value.Sql == "NULL" ? throw NullRefused(table, column) : value;

    private TdsErrorException NullRefused(Table table, TableColumn column) => new(
        TdsErrors.NullRefused, $"Cannot insert the value NULL into column '{column.Name}', table '{_session.Database}.{table.Schema}.{table.Name}'; column does not allow nulls. INSERT fails.");

    private static IReadOnlyList<T> Fit<T>(IReadOnlyList<T> values, IReadOnlyList<TableColumn> columns) => values.Count == columns.Count
        ? values
        : throw new TdsErrorException(TdsErrors.InsertCount, "Column name or number of supplied values does not match table definition.");

    private string Update(Statement.Update update, Table table)
    {
        var scope = ScopeOf(table);
        var changes = update.Changes.Select(change => $"{Sqlite.Name(Column(table, change.Column).Name)} = {Into(Column(table, change.Column), Value(change.Value, scope)).Sql}")
            .Concat(table.Columns.Where(column => column.Type.Kind == TdsKind.RowVersion).Select(column => $"{Sqlite.Name(column.Name)} = tds_rowversion()"));
        return $"UPDATE {table.SqliteName} AS {Sqlite.Name(table.Name)} SET {string.Join(", ", changes)}{Where(update.Where, scope)}";
    }

    private static TableColumn Column(Table table, string name)
    {
        var column = table.Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new TdsErrorException(TdsErrors.InvalidColumn, $"Invalid column name '{name}'.");
        return column.Type.Kind == TdsKind.RowVersion
            ? throw new TdsErrorException(272, "Cannot update a timestamp column.")
            : column;
    }

    // Whole numbers, texts and binaries of any length lie in SQLite as they come.
    private static Typed Into(TableColumn column, Typed value)
    {
        var (from, to) = (value.Type, column.Type);
        var asItIs = value.Sql == "NULL"
            || (from.IsInteger && to.IsInteger && to.Kind is not TdsKind.Bit)
            || (from.IsText && to.IsText && to.Kind is not (TdsKind.Char or TdsKind.NChar))
            || (from.IsInteger && to.IsFloat)
            || (from.IsBinary && to.IsBinary && to.Kind is not TdsKind.Binary);
        return asItIs ? value : Converted(value, to);
    }
}
