using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SyncAdmin.Core.Storage;

/// <summary>A write transaction: the context for entities, and the bare connection for statements that a change tracker would make slow or unfenced.</summary>
public sealed class StateTransaction
{
    private List<Action>? _afterCommit;

    internal StateTransaction(AppDbContext db, StateDatabase database) => (Db, Database) = (db, database);

    /// <summary>Tracks; what is not saved when the work returns is saved before the commit.</summary>
    public AppDbContext Db { get; }

    /// <summary>The database that this transaction runs on.</summary>
    public StateDatabase Database { get; }

    /// <summary>The database's clock, as SQL.</summary>
    public DatabaseTime Time => Database.Time;

    /// <summary>The open connection.</summary>
    public DbConnection Connection => Db.Database.GetDbConnection();

    /// <summary>The transaction of <see cref="Connection"/>.</summary>
    public DbTransaction Transaction => Db.Database.CurrentTransaction!.GetDbTransaction();

    /// <summary>Has <paramref name="action"/> run once this transaction is committed, and never when it is not. It must be quick and must not throw.</summary>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    /// <summary>A command in this transaction; parameters are written <c>@name</c> on both providers.</summary>
    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        StateCommand.Create(Connection, Transaction, Database.Provider, sql, parameters);

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first column of the first row; default when there is no row or it is NULL.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken)
            ? await reader.GetFieldValueAsync<T>(0, cancellationToken)
            : default;
    }

    /// <summary>What the database's clock says.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) =>
        DateTimeOffset.FromUnixTimeMilliseconds(await ScalarAsync<long>($"SELECT {Time.NowMilliseconds}", cancellationToken));

    internal void Committed() => _afterCommit?.ForEach(static action => action());
}
