using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.PostgreSql;

/// <content>What the server tells about itself, its tables and this login.</content>
internal sealed partial class PostgreSqlConnector
{
    protected override IReadOnlyList<string> Warnings(SqlSession session)
    {
        List<string> warnings = [];
        if (_settings.Tls == TlsMode.Prefer && Rows(session, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") is not [[true]])
        {
            warnings.Add("The connection is not encrypted: the server offers no TLS. Passwords and rows cross the network in the open.");
        }

        return warnings;
    }

    protected override IReadOnlyList<SourceTable> Tables(SqlSession session) =>
    [
        .. Rows(
            session,
            """
            SELECT n.nspname::text, c.relname::text, c.relkind IN ('v', 'm'), CASE WHEN c.reltuples < 0 OR c.relkind = 'v' THEN NULL ELSE c.reltuples::bigint END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
              AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
              AND has_schema_privilege(n.oid, 'USAGE') AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT'))
            ORDER BY 1, 2
            """)
            .Select(row => new SourceTable((string)row[0]!, (string)row[1]!, row[2] is true, (long?)row[3])),
    ];

    protected override IReadOnlyList<SourceColumn> Columns(SqlSession session, SourceTable table)
    {
        // COALESCE: without a schema the first that the search path finds, as an unqualified name in a query would.
        const string Sql = """
            SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
                   EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey)),
                   EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indkey[0] = a.attnum)
            FROM pg_attribute a
            WHERE a.attrelid = to_regclass(@name) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;
        var name = SqlName.Quote(table.Schema, table.Name, Dialect);
        List<SourceColumn> columns = [];
        Stream(session, new SqlStatement(Sql, [new("name", name)]), null, row => columns.Add(new SourceColumn(
            (string)row[0]!, (string)row[1]!, row[2] is true, row[3] is true, row[4] is true)));
        return columns.Count > 0 ? columns : throw new ProblemException(new Problem(ErrorCatalog.QueryTableMissing, $"There is no table or view {name}."));
    }
}
