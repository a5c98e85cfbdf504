using Microsoft.Data.Sqlite;
using SQLitePCL;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sqlite;

/// <summary>SQLite's result codes (https://sqlite.org/rescode.html) in the words of the catalogue.</summary>
internal static class SqliteDiagnosis
{
    internal static Problem Of(Exception exception, string path)
    {
        var message = exception.Message;
        return exception switch
        {
            SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT } => new Problem(ErrorCatalog.SourceFileDamaged, $"{path}: {message}"),
            SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH } or UnauthorizedAccessException =>
                new Problem(ErrorCatalog.SourceFileUnreadable, $"{path}: {message}"),
            SqliteException { SqliteErrorCode: raw.SQLITE_READONLY } => new Problem(ErrorCatalog.SourceWriteRefused, message),
            SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } =>
                new Problem(ErrorCatalog.SourceConnectionLost, $"{path} is locked by another process for too long."),
            SqliteException { SqliteErrorCode: raw.SQLITE_ERROR } when message.Contains("no such table", StringComparison.Ordinal) =>
                new Problem(ErrorCatalog.QueryTableMissing, message),
            SqliteException { SqliteErrorCode: raw.SQLITE_ERROR } when message.Contains("no such column", StringComparison.Ordinal) =>
                new Problem(ErrorCatalog.QueryColumnMissing, message),
            SqliteException { SqliteErrorCode: raw.SQLITE_ERROR } when message.Contains("syntax error", StringComparison.Ordinal) =>
                new Problem(ErrorCatalog.QuerySyntax, message),
            _ => new Problem(ErrorCatalog.QueryFailed, message),
        };
    }
}
