using System.Globalization;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <summary>The statements that are not made around a person's query.</summary>
internal static class SqlServerStatements
{
    /// <summary>
    /// Version and edition. SERVERPROPERTY gives a sql_variant, which nothing takes for a text by itself.
    /// </summary>
    internal const string Version =
        "SELECT N'SQL Server ' + CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) + N', ' + CAST(SERVERPROPERTY('Edition') AS nvarchar(128))";

    /// <summary>An error may have ended the transaction already.</summary>
    internal const string End = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION";

    /// <summary>After a database that allows no snapshot was met: <see cref="End"/>, and begin again as any other reader.</summary>
    internal const string BeginWithoutSnapshot = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION; SET TRANSACTION ISOLATION LEVEL READ COMMITTED; BEGIN TRANSACTION";

    /// <summary>No transaction that still runs can commit a smaller rowversion.</summary>
    internal const string ChangeBound = "SELECT MIN_ACTIVE_ROWVERSION()";

    /// <summary>READ_ONLY: a database that is read only, or the readable copy of one.</summary>
    internal const string Updateability = "SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Updateability') AS nvarchar(128))";

    /// <summary>Tables and views of which at least one column may be read. HAS_PERMS_BY_NAME of a column holds for rights on table, schema and database too.</summary>
    internal const string Tables = """
        SELECT s.name, o.name, CASE o.type WHEN 'V' THEN 1 ELSE 0 END,
               (SELECT SUM(p.rows) FROM sys.partitions AS p WHERE p.object_id = o.object_id AND p.index_id IN (0, 1))
        FROM sys.objects AS o
        JOIN sys.schemas AS s ON s.schema_id = o.schema_id
        WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
          AND EXISTS (SELECT 1 FROM sys.columns AS c
                      WHERE c.object_id = o.object_id
                        AND HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'SELECT', c.name, N'COLUMN') = 1)
        ORDER BY s.name, o.name
        """;

    /// <summary>Columns of <c>@name</c>; types of a person's own by the type that they stand for, those of the server's own code by their name.</summary>
    internal const string Columns = """
        SELECT c.name, COALESCE(b.name, t.name), c.max_length, c.precision, c.scale, c.is_nullable,
               CASE WHEN EXISTS (SELECT 1 FROM sys.index_columns AS ic JOIN sys.indexes AS i ON i.object_id = ic.object_id AND i.index_id = ic.index_id
                                 WHERE ic.object_id = c.object_id AND ic.column_id = c.column_id AND i.is_primary_key = 1) THEN 1 ELSE 0 END,
               CASE WHEN EXISTS (SELECT 1 FROM sys.index_columns AS ic
                                 WHERE ic.object_id = c.object_id AND ic.column_id = c.column_id AND ic.key_ordinal = 1) THEN 1 ELSE 0 END
        FROM sys.columns AS c
        JOIN sys.types AS t ON t.user_type_id = c.user_type_id
        LEFT JOIN sys.types AS b ON b.user_type_id = c.system_type_id
        WHERE c.object_id = OBJECT_ID(@name)
        ORDER BY c.column_id
        """;

    /// <summary>Key columns of the whole, usable indexes of the table <c>@name</c>. A partitioned index gives the order of a partition only.</summary>
    internal const string Indexes = """
        SELECT i.index_id, i.is_unique, c.name, ic.is_descending_key
        FROM sys.tables AS t
        JOIN sys.indexes AS i ON i.object_id = t.object_id
        JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
        JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
        WHERE t.object_id = OBJECT_ID(@name) AND i.type IN (1, 2) AND i.is_disabled = 0 AND i.is_hypothetical = 0 AND i.has_filter = 0
          AND ic.key_ordinal > 0
          AND NOT EXISTS (SELECT 1 FROM sys.partitions AS p WHERE p.object_id = i.object_id AND p.index_id = i.index_id AND p.partition_number > 1)
        ORDER BY i.index_id, ic.key_ordinal
        """;

    /// <summary>Roles that may write; NULL for one that does not exist.</summary>
    internal const string Roles = "SELECT IS_SRVROLEMEMBER(N'sysadmin'), IS_ROLEMEMBER(N'db_owner'), IS_ROLEMEMBER(N'db_datawriter'), IS_ROLEMEMBER(N'db_ddladmin')";

    /// <summary>Rights on the whole database.</summary>
    internal const string DatabaseRights = "SELECT permission_name FROM fn_my_permissions(NULL, N'DATABASE') ORDER BY permission_name";

    /// <summary>Tables and views that may be written. The server counts in all roles, those within roles too; UPDATE may hold for a column only.</summary>
    internal const string TableRights = """
        SELECT TOP (21) s.name, o.name,
               HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'INSERT'),
               (SELECT MAX(HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'UPDATE', c.name, N'COLUMN'))
                FROM sys.columns AS c WHERE c.object_id = o.object_id),
               HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'DELETE'),
               HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'ALTER')
        FROM sys.objects AS o
        JOIN sys.schemas AS s ON s.schema_id = o.schema_id
        WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
          AND (HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'INSERT') = 1
            OR EXISTS (SELECT 1 FROM sys.columns AS c
                       WHERE c.object_id = o.object_id
                         AND HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'UPDATE', c.name, N'COLUMN') = 1)
            OR HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'DELETE') = 1
            OR HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'ALTER') = 1)
        ORDER BY s.name, o.name
        """;

    /// <summary>
    /// A session of our own, whatever server, database or login are set to. SQL Server has no read-only transaction: this one is rolled back, always,
    /// behind the guard. Where the database allows it, it reads a snapshot: it takes no locks and waits for none. Elsewhere READ COMMITTED: locks of a
    /// moment each, so that writers wait for a row at most, and rows that nobody has committed are never read (as NOLOCK would).
    /// </summary>
    internal static string Begin(int lockTimeoutSeconds) => string.Create(CultureInfo.InvariantCulture, $"""
        SET NOCOUNT ON; SET XACT_ABORT ON; SET LOCK_TIMEOUT {lockTimeoutSeconds * 1000}; SET ROWCOUNT 0; SET TEXTSIZE 2147483647;
        SET QUOTED_IDENTIFIER ON; SET ANSI_NULLS ON; SET ANSI_PADDING ON; SET ANSI_WARNINGS ON; SET ARITHABORT ON;
        SET CONCAT_NULL_YIELDS_NULL ON; SET NUMERIC_ROUNDABORT OFF; SET IMPLICIT_TRANSACTIONS OFF;
        IF EXISTS (SELECT 1 FROM sys.databases WHERE name = DB_NAME() AND snapshot_isolation_state = 1)
            SET TRANSACTION ISOLATION LEVEL SNAPSHOT
        ELSE
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        BEGIN TRANSACTION
        """);
}
