using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.MySql;

/// <content>What the server tells about itself, its tables and this login.</content>
internal sealed partial class MySqlConnector
{
    protected override IReadOnlyList<string> Warnings(SqlSession session)
    {
        List<string> warnings = [];
        if (_settings.Tls == TlsMode.Prefer && Rows(session, "SHOW STATUS LIKE 'Ssl_cipher'") is not [[_, string { Length: > 0 }]])
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
            SELECT table_name, table_type, table_rows
            FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'VIEW')
            ORDER BY table_name
            """)
            .Select(row => new SourceTable(null, (string)row[0]!, row[1] is "VIEW", row[2] is { } rows ? Convert.ToInt64(rows, null) : null)),
    ];

    protected override IReadOnlyList<SourceColumn> Columns(SqlSession session, SourceTable table)
    {
        const string Sql = """
            SELECT c.column_name, c.column_type, c.is_nullable, c.column_key,
                   EXISTS (SELECT 1 FROM information_schema.statistics s
                           WHERE s.table_schema = c.table_schema AND s.table_name = c.table_name AND s.column_name = c.column_name AND s.seq_in_index = 1)
            FROM information_schema.columns c
            WHERE c.table_schema = COALESCE(NULLIF(@schema, ''), DATABASE()) AND c.table_name = @table
            ORDER BY c.ordinal_position
            """;
        List<SourceColumn> columns = [];
        Stream(session, new SqlStatement(Sql, [new("schema", table.Schema ?? ""), new("table", table.Name)]), null, row => columns.Add(new SourceColumn(
            (string)row[0]!, (string)row[1]!, row[2] is "YES", row[3] is "PRI", Convert.ToInt64(row[4], null) != 0)));
        return columns.Count > 0 ? columns : throw new ProblemException(new Problem(
            ErrorCatalog.QueryTableMissing, $"There is no table or view {SqlName.Quote(table.Schema, table.Name, Dialect)} that this login can read."));
    }
}
