using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>What SQLite refuses while a statement runs, in SQL Server's numbers.</summary>
internal static class SqliteErrors
{
    /// <summary>The error that a function of ours raised comes back as the text of SQLite's.</summary>
    internal const char Marker = '\u001E';

    internal static TdsErrorException Translate(SqliteException exception, EngineSession session)
    {
        var message = exception.Message;
        if (message.IndexOf(Marker, StringComparison.Ordinal) is >= 0 and var at)
        {
            var parts = message[(at + 1)..].Split(Marker);
            return new TdsErrorException(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1]);
        }

        return exception.SqliteExtendedErrorCode switch
        {
            raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_ROWID => new TdsErrorException(
                TdsErrors.DuplicatePrimaryKey, $"Violation of PRIMARY KEY constraint. Cannot insert duplicate key in object '{Object(message)}'.", 14),
            raw.SQLITE_CONSTRAINT_UNIQUE => new TdsErrorException(TdsErrors.Duplicate, $"Cannot insert duplicate key row in object '{Object(message)}' with unique index.", 14),
            raw.SQLITE_CONSTRAINT_NOTNULL => new TdsErrorException(
                TdsErrors.NullRefused, $"Cannot insert the value NULL into column '{Object(message).Split('.')[^1]}', table '{session.Database}.{Object(message)}'; column does not allow nulls."),
            _ when exception.SqliteErrorCode == raw.SQLITE_BUSY => new TdsErrorException(
                TdsErrors.Deadlock, "Transaction was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.", 13),
            _ => new TdsErrorException(TdsErrors.Internal, message),
        };
    }

    // SQLite Error 19: 'UNIQUE constraint failed: dbo.products.id'.
    private static string Object(string message) => message[(message.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('\'', '.');
}
