using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Storage;

/// <summary>Tells failures of the database itself (no room, damage, no answer, writes that wait for each other) from failures of a statement.</summary>
internal static class StateFailure
{
    // https://www.sqlite.org/rescode.html; the low byte of an extended code is its primary code.
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The catalogued problem behind an exception of the state database; null when the database is well.</summary>
    internal static Problem? ProblemOf(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ProblemException:
                    return null; // Says it already.
                case SqliteException sqlite:
                    return OfSqlite(sqlite);
                case PostgresException postgres:
                    return OfPostgres(postgres);
                case NpgsqlException { InnerException: SocketException or IOException or TimeoutException } npgsql:
                    return new Problem(ErrorCatalog.StateUnavailable, $"PostgreSQL can't be reached: {npgsql.InnerException!.Message}");
                case NpgsqlException { InnerException: null } npgsql:
                    return new Problem(ErrorCatalog.StateUnavailable, $"PostgreSQL can't be used: {npgsql.Message}");
            }
        }

        return null;
    }

    private static Problem? OfSqlite(SqliteException exception) => exception.SqliteErrorCode switch
    {
        Full => new Problem(ErrorCatalog.StateDiskFull, "The disk of state.db has no room left."),
        IoError => new Problem(ErrorCatalog.StateDiskFull, $"The disk of state.db failed (SQLite {exception.SqliteExtendedErrorCode})."),
        Corrupt => new Problem(ErrorCatalog.StateCorrupt, "The content of state.db contradicts itself."),
        NotADatabase => new Problem(ErrorCatalog.StateCorrupt, "The file state.db is not a SQLite database."),
        CannotOpen => new Problem(ErrorCatalog.StateUnavailable, "The file state.db can't be opened: its folder is missing, or this user may not write there."),
        _ => null,
    };

    private static Problem? OfPostgres(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.DiskFull => new Problem(ErrorCatalog.StateDiskFull, "The disk of the PostgreSQL server has no room left."),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => new Problem(ErrorCatalog.StateCorrupt, $"PostgreSQL says: {exception.MessageText}"),
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            => new Problem(ErrorCatalog.StateInterlocked, $"PostgreSQL ended this write and let the other go on: {exception.MessageText}"),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName
            => new Problem(ErrorCatalog.StateUnavailable, $"PostgreSQL says: {exception.MessageText}"),
        _ => null,
    };
}
