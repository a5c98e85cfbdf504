using System.Collections.Frozen;

namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>Words that no read needs. A column of such a name is written in quotes or behind its table's name.</summary>
internal static class DeniedWords
{
    private static readonly FrozenSet<string> Always = Set(
        """
        INTO INSERT UPDATE DELETE MERGE DROP ALTER CREATE GRANT REVOKE ATTACH DETACH PRAGMA VACUUM REINDEX EXEC EXECUTE CALL
        TRUNCATE OUTFILE DUMPFILE
        """);

    // T-SQL needs no semicolon between statements, so every word that can start one counts.
    private static readonly FrozenSet<string> SqlServer = Set(
        """
        DECLARE SET USE GO BACKUP RESTORE SHUTDOWN KILL DBCC WAITFOR BULK RECONFIGURE PRINT RAISERROR THROW BEGIN COMMIT ROLLBACK SAVE
        TRAN TRANSACTION OPEN CLOSE DEALLOCATE IF WHILE RETURN GOTO BREAK CONTINUE DENY ENABLE DISABLE READTEXT WRITETEXT UPDATETEXT SETUSER
        CHECKPOINT LOAD DUMP REVERT SEND RECEIVE ADD LINENO
        """);

    private static readonly FrozenSet<string> MySql = Set("PROCEDURE HANDLER");

    private static readonly FrozenSet<string> SqlServerLocks = Set(
        "UPDLOCK XLOCK TABLOCK TABLOCKX PAGLOCK ROWLOCK HOLDLOCK SERIALIZABLE REPEATABLEREAD");

    // MySQL has functions of these names; only a parenthesis right behind makes one.
    private static readonly FrozenSet<string> MySqlFunctions = Set("INSERT TRUNCATE");

    internal static bool Writes(string word, bool isCall, SqlDialect dialect) =>
        (Always.Contains(word) && !(isCall && dialect == SqlDialect.MySql && MySqlFunctions.Contains(word)))
        || (dialect == SqlDialect.SqlServer && SqlServer.Contains(word))
        || (dialect == SqlDialect.MySql && MySql.Contains(word));

    internal static bool Locks(string word, SqlDialect dialect) => dialect == SqlDialect.SqlServer && SqlServerLocks.Contains(word);

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
