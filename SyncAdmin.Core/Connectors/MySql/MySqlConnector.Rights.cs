using SyncAdmin.Core.Connectors.Sql;

namespace SyncAdmin.Core.Connectors.MySql;

/// <content>What the login may write.</content>
internal sealed partial class MySqlConnector
{
    protected override string ReadOnlyLoginSql =>
        $"CREATE USER 'syncadmin_reader'@'%' IDENTIFIED BY '…'; GRANT SELECT, SHOW VIEW ON {SqlName.Quote(_settings.Database, Dialect)}.* TO 'syncadmin_reader'@'%';";

    protected override IReadOnlyList<string> WriteRights(SqlSession session)
    {
        var own = Grants(session, "SHOW GRANTS");
        List<string> rights = [.. own.Select(MySqlGrants.WritesIn).OfType<string>()];
        var isMariaDb = ((string)Rows(session, VersionSql)[0][0]!).StartsWith("MariaDB", StringComparison.Ordinal);

        // A role need not be active: the login can set it.
        foreach (var role in own.SelectMany(MySqlGrants.RolesIn).Distinct(StringComparer.Ordinal))
        {
            var grants = isMariaDb ? GrantsInRole(session, role) : Grants(session, $"SHOW GRANTS FOR CURRENT_USER() USING {role}");
            rights.AddRange(grants.Select(MySqlGrants.WritesIn).OfType<string>().Except(rights, StringComparer.Ordinal));
        }

        return [.. rights.Distinct(StringComparer.Ordinal)];
    }

    // To MariaDB the grants of a role are a secret until it is set, its members' too.
    private List<string> GrantsInRole(SqlSession session, string role)
    {
        var before = (string?)Rows(session, "SELECT CURRENT_ROLE()")[0][0];
        Run(session.Connection, $"SET ROLE {role}");
        try
        {
            return Grants(session, "SHOW GRANTS");
        }
        finally
        {
            Run(session.Connection, before is null ? "SET ROLE NONE" : $"SET ROLE {SqlName.Quote(before, Dialect)}");
        }
    }

    private List<string> Grants(SqlSession session, string sql) => [.. Rows(session, sql).Select(row => (string)row[0]!)];
}
