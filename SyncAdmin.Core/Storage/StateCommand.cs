using System.Data.Common;

namespace SyncAdmin.Core.Storage;

/// <summary>Builds commands whose parameters mean the same on both providers.</summary>
internal static class StateCommand
{
    internal static DbCommand Create(
        DbConnection connection,
        DbTransaction? transaction,
        StorageProvider provider,
        string sql,
        ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every statement is ours; values come as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = Stored(value, provider);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>A value as its column holds it: on SQLite a time is Unix milliseconds (see <see cref="SqliteDbContext"/>).</summary>
    internal static object Stored(object? value, StorageProvider provider) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time when provider == StorageProvider.Sqlite => time.ToUnixTimeMilliseconds(),
        DateTimeOffset time => time.ToUniversalTime(),
        _ => value,
    };
}
