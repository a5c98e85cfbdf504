using SyncAdmin.Core.Connectors.Sql;

namespace SyncAdmin.Core.Connectors.PostgreSql;

/// <content>What the login may write.</content>
internal sealed partial class PostgreSqlConnector
{
    private const int MostTables = 100;

    // Of every role that the login is in: what it does not inherit, it has after SET ROLE.
    private const string Roles = "(SELECT r.oid, r.rolname, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER'))";

    private const string RoleRightsSql = $"""
        SELECT CASE WHEN m.rolsuper THEN 'superuser' || CASE WHEN m.rolname = current_user THEN '' ELSE ' (by SET ROLE ' || m.rolname || ')' END
                    WHEN m.rolname IN ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program', 'pg_maintain') THEN 'member of ' || m.rolname
               END
        FROM {Roles} m
        UNION ALL
        SELECT 'CREATEROLE' FROM {Roles} m HAVING bool_or(m.rolcreaterole)
        UNION ALL
        SELECT 'CREATEDB' FROM {Roles} m HAVING bool_or(m.rolcreatedb)
        UNION ALL
        SELECT 'REPLICATION' FROM {Roles} m HAVING bool_or(m.rolreplication)
        """;

    private const string CreateRightsSql = $"""
        SELECT 'CREATE on database ' || current_database() FROM {Roles} m HAVING bool_or(has_database_privilege(m.oid, current_database(), 'CREATE'))
        UNION ALL
        SELECT 'CREATE on schema ' || n.nspname
        FROM pg_namespace n
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
          AND EXISTS (SELECT 1 FROM {Roles} m WHERE has_schema_privilege(m.oid, n.oid, 'CREATE'))
        ORDER BY 1
        """;

    // A column's right is enough. Sequences: nextval writes. The second column counts them all.
    private const string TableRightsSql = $"""
        SELECT t.rights || ' on ' || t.name, count(*) OVER ()
        FROM (SELECT n.nspname || '.' || c.relname AS name,
                     concat_ws(', ',
                         CASE WHEN c.relkind <> 'S' AND bool_or(has_table_privilege(m.oid, c.oid, 'INSERT') OR has_any_column_privilege(m.oid, c.oid, 'INSERT')) THEN 'INSERT' END,
                         CASE WHEN bool_or(has_table_privilege(m.oid, c.oid, 'UPDATE') OR (c.relkind <> 'S' AND has_any_column_privilege(m.oid, c.oid, 'UPDATE'))) THEN 'UPDATE' END,
                         CASE WHEN c.relkind <> 'S' AND bool_or(has_table_privilege(m.oid, c.oid, 'DELETE')) THEN 'DELETE' END,
                         CASE WHEN c.relkind <> 'S' AND bool_or(has_table_privilege(m.oid, c.oid, 'TRUNCATE')) THEN 'TRUNCATE' END,
                         CASE WHEN c.relkind <> 'S' AND bool_or(has_table_privilege(m.oid, c.oid, 'TRIGGER')) THEN 'TRIGGER' END) AS rights
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN {Roles} m
              WHERE c.relkind IN ('r', 'p', 'v', 'f', 'S') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
              GROUP BY c.oid, c.relkind, c.relname, n.nspname) t
        WHERE t.rights <> ''
        ORDER BY t.name
        LIMIT 100
        """;

    protected override string ReadOnlyLoginSql =>
        "CREATE ROLE syncadmin_reader LOGIN PASSWORD '…'; "
        + $"GRANT CONNECT ON DATABASE {SqlName.Quote(_settings.Database, Dialect)} TO syncadmin_reader; GRANT USAGE ON SCHEMA public TO syncadmin_reader; "
        + "GRANT SELECT ON ALL TABLES IN SCHEMA public TO syncadmin_reader; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO syncadmin_reader; "
        + "REVOKE CREATE ON SCHEMA public FROM PUBLIC;";

    protected override IReadOnlyList<string> WriteRights(SqlSession session)
    {
        List<string> rights = [.. Rows(session, RoleRightsSql).Select(row => row[0]).OfType<string>()];
        if (rights.Contains("superuser", StringComparer.Ordinal))
        {
            return ["superuser: everything"];
        }

        rights.AddRange(Rows(session, CreateRightsSql).Select(row => (string)row[0]!));
        var tables = Rows(session, TableRightsSql);
        rights.AddRange(tables.Select(row => (string)row[0]!));
        if (tables.Count == MostTables && (long)tables[0][1]! is > MostTables and var all)
        {
            rights.Add($"{all - MostTables} more tables");
        }

        return rights;
    }
}
