using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace SyncAdmin.Core.Storage;

/// <summary>Rows of a statement of ours, read beside every writer or inside a transaction.</summary>
internal static class StateRows
{
    internal static async Task<List<T>> RowsAsync<T>(
        this StateDatabase database,
        string sql,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken,
        params (string Name, object? Value)[] parameters)
    {
        await using var context = database.Read();
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = StateCommand.Create(context.Database.GetDbConnection(), transaction: null, database.Provider, sql, parameters);
        return await ReadAsync(command, read, cancellationToken);
    }

    internal static async Task<List<T>> RowsAsync<T>(
        this StateTransaction transaction,
        string sql,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken,
        params (string Name, object? Value)[] parameters)
    {
        await using var command = transaction.Command(sql, parameters);
        return await ReadAsync(command, read, cancellationToken);
    }

    private static async Task<List<T>> ReadAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
