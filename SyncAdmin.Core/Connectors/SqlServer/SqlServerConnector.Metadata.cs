using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <content>What the server tells about itself, its tables and this login.</content>
internal sealed partial class SqlServerConnector
{
    protected override IReadOnlyList<string> Warnings(SqlSession session)
    {
        List<string> warnings = [];
        if (_settings.Tls is TlsMode.Prefer or TlsMode.Require)
        {
            warnings.Add(
                "The connection is encrypted, but the server's certificate is not checked: somebody between could pose as the server. "
                + "Set tls to verify, with serverCertificate when the server signed its own.");
        }

        if (Rows(session, SqlServerStatements.Updateability) is [["READ_ONLY"]])
        {
            warnings.Add(
                "This database is read only. If it is the readable copy of another, an incremental sync by a rowversion may miss what was under way there; "
                + "the next full sync finds it.");
        }

        return warnings;
    }

    protected override IReadOnlyList<SourceTable> Tables(SqlSession session) =>
    [
        .. Rows(session, SqlServerStatements.Tables)
            .Select(row => new SourceTable((string)row[0]!, (string)row[1]!, row[2] is 1L, row[3] is long rows ? rows : null)),
    ];

    protected override IReadOnlyList<SourceColumn> Columns(SqlSession session, SourceTable table)
    {
        var name = SqlName.Quote(table.Schema, table.Name, Dialect);
        List<SourceColumn> columns = [];
        Stream(session, new SqlStatement(SqlServerStatements.Columns, [new("name", name)]), null, row => columns.Add(new SourceColumn(
            (string)row[0]!, SqlServerType.Of((string)row[1]!, (long)row[2]!, (long)row[3]!, (long)row[4]!).ToString(), row[5] is true, row[6] is 1L, row[7] is 1L)));
        return columns.Count > 0 ? columns : throw new ProblemException(new Problem(
            ErrorCatalog.QueryTableMissing, $"There is no table or view {name} that this login can read."));
    }
}
