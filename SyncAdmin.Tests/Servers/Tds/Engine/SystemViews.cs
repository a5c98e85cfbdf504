using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>The catalogue as T-SQL shows it; everybody sees what he has a right on.</summary>
internal static class SystemViews
{
    private static readonly Dictionary<string, SystemView> Views = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sys.schemas"] = new("name n, schema_id i, principal_id i", session => session.DatabaseNow.Catalog.Schemas.Select(schema => Row(schema.Key, (long)schema.Value, 1L))),
        ["sys.databases"] = new(
            "name n, database_id i, is_read_only b, state_desc n, snapshot_isolation_state t, snapshot_isolation_state_desc n, is_read_committed_snapshot_on b, collation_name n",
            session => [Row(session.Database, 5L, session.IsReadOnly ? 1L : 0L, "ONLINE", 1L, "ON", 1L, session.Collation.Name)]),
        ["sys.objects"] = new(ObjectColumns, session => session.Visible.Select(Object)),
        ["sys.all_objects"] = new(ObjectColumns, session => session.Visible.Select(Object)),
        ["sys.tables"] = new(ObjectColumns + ", temporal_type t, is_external b", session => session.Visible.Where(table => !table.IsView).Select(table => Row([.. Object(table), 0L, 0L]))),
        ["sys.views"] = new(ObjectColumns, session => session.Visible.Where(table => table.IsView).Select(Object)),
        ["sys.columns"] = new(
            "object_id i, name n, column_id i, system_type_id t, user_type_id i, max_length s, precision t, scale t, collation_name n, is_nullable b, is_identity b, is_computed b, is_hidden b",
            session => session.Visible.SelectMany(table => table.Columns.Select((column, i) => Row(
                (long)table.ObjectId, column.Name, i + 1L, SystemTypes.IdOf(column.Type), SystemTypes.IdOf(column.Type), SystemTypes.MaxLength(column.Type),
                SystemTypes.Precision(column.Type), (long)column.Type.Scale, column.Type.IsText ? session.Collation.Name : null, Flag(column.Nullable), Flag(column.Identity), 0L, 0L)))),
        ["sys.types"] = new(
            "name n, system_type_id t, user_type_id i, schema_id i, max_length s, precision t, scale t, is_nullable b, is_user_defined b",
            _ => SystemTypes.All.Select(type => Row(type.Name, SystemTypes.IdOf(type), SystemTypes.IdOf(type), 4L, SystemTypes.MaxLength(type), SystemTypes.Precision(type), (long)type.Scale, 1L, 0L))),
        ["sys.indexes"] = new(
            "object_id i, name n, index_id i, type t, type_desc n, is_unique b, is_primary_key b, is_unique_constraint b, is_disabled b, is_hypothetical b, has_filter b, filter_definition n",
            session => session.Visible.SelectMany(table => Indexes(table).Select(index => Row(
                (long)table.ObjectId, index.Index?.Name, index.Id, index.Id > 1 ? 2L : index.Id, index.Id > 1 ? "NONCLUSTERED" : index.Id == 1 ? "CLUSTERED" : "HEAP",
                Flag(index.Index?.Unique ?? false), Flag(index.Index?.Primary ?? false), 0L, 0L, 0L, 0L, null)))),
        ["sys.index_columns"] = new(
            "object_id i, index_id i, index_column_id i, column_id i, key_ordinal t, partition_ordinal t, is_descending_key b, is_included_column b",
            session => session.Visible.SelectMany(table => Indexes(table).Where(index => index.Index is not null).SelectMany(index => index.Index!.Columns.Select((column, i) => Row(
                (long)table.ObjectId, index.Id, i + 1L, 1L + table.Columns.ToList().FindIndex(known => known.Name.Equals(column, StringComparison.OrdinalIgnoreCase)), i + 1L, 0L, 0L, 0L))))),
        ["sys.partitions"] = new("partition_id l, object_id i, index_id i, partition_number i, rows l", session => Counted(session, (table, index, rows) => Row((table << 3) + index, table, index, 1L, rows))),
        ["sys.dm_db_partition_stats"] = new("partition_id l, object_id i, index_id i, partition_number i, row_count l", session => Counted(session, (table, index, rows) => Row((table << 3) + index, table, index, 1L, rows))),
        ["sys.dm_exec_connections"] = new(
            "session_id i, net_transport n, encrypt_option n, auth_scheme n, protocol_type n", session => [Row((long)session.SessionId, "TCP", session.Encrypted ? "TRUE" : "FALSE", "SQL", "TSQL")]),
        ["sys.dm_exec_sessions"] = new("session_id i, login_name n, program_name n, status n", session => [Row((long)session.SessionId, session.User.Name, session.Application, "running")]),
        ["INFORMATION_SCHEMA.TABLES"] = new(
            "TABLE_CATALOG n, TABLE_SCHEMA n, TABLE_NAME n, TABLE_TYPE n",
            session => session.Visible.Select(table => Row(session.Database, table.Schema, table.Name, table.IsView ? "VIEW" : "BASE TABLE"))),
        ["INFORMATION_SCHEMA.COLUMNS"] = new(
            "TABLE_CATALOG n, TABLE_SCHEMA n, TABLE_NAME n, COLUMN_NAME n, ORDINAL_POSITION i, IS_NULLABLE n, DATA_TYPE n, CHARACTER_MAXIMUM_LENGTH i, NUMERIC_PRECISION t, NUMERIC_SCALE i, DATETIME_PRECISION s",
            session => session.Visible.SelectMany(table => table.Columns.Select((column, i) => Row(
                session.Database, table.Schema, table.Name, column.Name, i + 1L, column.Nullable ? "YES" : "NO", column.Type.Name,
                column.Type.IsText || column.Type.IsBinary ? (long)column.Type.Length : null, column.Type.IsInteger || column.Type.IsDecimal ? SystemTypes.Precision(column.Type) : null,
                column.Type.IsInteger || column.Type.IsDecimal ? (long)column.Type.Scale : null, column.Type.IsMoment ? (long)column.Type.Scale : null)))),
    };

    private const string ObjectColumns = "name n, object_id i, schema_id i, parent_object_id i, type c, type_desc n, is_ms_shipped b";

    /// <summary>Null for names that are no system views.</summary>
    internal static SystemView? Find(IReadOnlyList<string> parts) => parts.Count < 2 ? null : Views.GetValueOrDefault($"{parts[^2]}.{parts[^1]}");

    internal static object?[] Row(params object?[] values) => values;

    internal static object Flag(bool value) => value ? 1L : 0L;

    private static object?[] Object(Table table) => Row(
        table.Name, (long)table.ObjectId, (long)table.SchemaId, 0L, table.IsView ? "V " : "U ", table.IsView ? "VIEW" : "USER_TABLE", 0L);

    /// <summary>A table that has no primary key is a heap, whose id is 0.</summary>
    private static IEnumerable<(TableIndex? Index, long Id)> Indexes(Table table)
    {
        if (table.IsView)
        {
            return [];
        }

        var primary = table.Indexes.FirstOrDefault(index => index.Primary);
        return table.Indexes.Where(index => !index.Primary).Select((index, i) => ((TableIndex?)index, i + 2L)).Prepend((primary, primary is null ? 0L : 1L));
    }

    private static IEnumerable<object?[]> Counted(EngineSession session, Func<long, long, long, object?[]> row) =>
        session.Visible.Where(table => !table.IsView).SelectMany(table => Indexes(table).Select(index => row(table.ObjectId, index.Id, session.CountRows(table))));
}
