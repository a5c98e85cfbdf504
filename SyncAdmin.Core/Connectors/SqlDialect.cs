namespace SyncAdmin.Core.Connectors;

/// <summary>How a database spells SQL: the guard and the paging need to know.</summary>
public enum SqlDialect
{
    /// <summary>SQLite.</summary>
    Sqlite,

    /// <summary>MySQL and MariaDB.</summary>
    MySql,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>SQL Server (T-SQL).</summary>
    SqlServer,
}
