using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>What <c>sp_describe_first_result_set</c> and its function tell of a batch without running it.</summary>
internal static class Description
{
    private static readonly SystemView View = new(
        "is_hidden b, column_ordinal i, name n, is_nullable b, system_type_id i, system_type_name n, max_length s, precision t, scale t, collation_name n, is_identity_column b, is_computed_column b, user_type_name n, source_database n, source_schema n, source_table n, source_column n, error_number i, error_severity i, error_message n",
        static _ => []);

    internal static IReadOnlyList<TdsColumn> Columns => View.Columns;

    /// <param name="withSources">The tables' columns too: browse mode.</param>
    internal static IEnumerable<object?[]> Rows(EngineSession session, string sql, string? declaration, bool withSources)
    {
        IReadOnlyList<TdsColumn> columns;
        try
        {
            var first = Parser.Batch(sql).OfType<Statement.Select>().FirstOrDefault();
            columns = first is null ? [] : new Translator(session, Declared(declaration)) { DeducesParameters = true }.Whole(first.Query).Columns;
        }
        catch (TdsErrorException error)
        {
            return [SystemViews.Row(0L, 0L, null, 0L, null, null, 0L, 0L, 0L, null, 0L, 0L, null, null, null, null, null, (long)error.Number, (long)error.Severity, error.Message)];
        }

        return columns.Select((column, i) => SystemViews.Row(
            0L, i + 1L, column.Name.Length == 0 ? null : column.Name, SystemViews.Flag(column.Nullable), SystemTypes.IdOf(column.Type), column.Type.ToString(),
            SystemTypes.MaxLength(column.Type), SystemTypes.Precision(column.Type), (long)column.Type.Scale, column.Type.IsText ? session.Collation.Name : null, 0L, 0L, null,
            Source(column.Origin is null ? null : session.Database), Source(column.Origin?.Schema), Source(column.Origin?.Table), Source(column.Origin?.Column), null, null, null));

        string? Source(string? name) => withSources ? name : null;
    }

    /// <summary>From <c>@a int, @b nvarchar(20)</c>.</summary>
    internal static IReadOnlyList<TdsParameter> Declared(string? declaration) => string.IsNullOrWhiteSpace(declaration) ? [] : Parser.Declarations(declaration);
}
