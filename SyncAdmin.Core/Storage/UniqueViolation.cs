using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace SyncAdmin.Core.Storage;

/// <summary>Names the unique constraint that a write ran into, the same on both providers.</summary>
internal static class UniqueViolation
{
    // SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE, https://www.sqlite.org/rescode.html
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;
    private const string SqlitePrefix = "UNIQUE constraint failed: ";

    /// <summary>Name of the index or key, for example <c>IX_datasources_name</c>; null when the exception is about something else.</summary>
    internal static string? ConstraintOf(StateDatabase database, Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } postgres)
            {
                return postgres.ConstraintName;
            }

            if (cause is SqliteException { SqliteExtendedErrorCode: SqlitePrimaryKey or SqliteUnique } sqlite)
            {
                return OfSqlite(database, sqlite.Message);
            }
        }

        return null;
    }

    // SQLite names the columns ("UNIQUE constraint failed: datasources.name"), never the index: the model knows which index has them.
    private static string? OfSqlite(StateDatabase database, string message)
    {
        var start = message.IndexOf(SqlitePrefix, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var columns = message[(start + SqlitePrefix.Length)..].TrimEnd('\'', '.').Split(", ");
        var table = columns[0].Split('.')[0];
        var names = columns.Select(column => column[(column.IndexOf('.', StringComparison.Ordinal) + 1)..]).ToArray();
        using var context = database.Read();
        var entity = context.Model.GetEntityTypes().FirstOrDefault(type => string.Equals(type.GetTableName(), table, StringComparison.Ordinal));
        return entity?.GetIndexes().FirstOrDefault(index => index.IsUnique && Same(index.Properties, names))?.GetDatabaseName()
            ?? entity?.GetKeys().FirstOrDefault(key => Same(key.Properties, names))?.GetName();
    }

    private static bool Same(IReadOnlyList<IReadOnlyProperty> properties, string[] columns) =>
        properties.Select(property => property.GetColumnName()).SequenceEqual(columns, StringComparer.Ordinal);
}
