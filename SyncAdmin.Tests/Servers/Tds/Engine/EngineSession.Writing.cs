using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <content>INSERT, UPDATE and DELETE.</content>
internal sealed partial class EngineSession
{
    /// <summary>Runs a statement that writes in the transaction of the session, if there is one.</summary>
    internal TdsResult Write(Statement statement)
    {
        DemandWritable();
        if (Transactions > 0)
        {
            BeginInSqlite("BEGIN IMMEDIATE");
        }

        var (sql, command) = new Translator(this, _parameters).Write(statement);
        try
        {
            using var prepared = Command(sql, _parameters);
            LastRowCount = Guarded(prepared.ExecuteNonQuery);
        }
        finally
        {
            if (Transactions == 0)
            {
                DatabaseNow.RowVersions.Release(this);
            }
        }

        return TdsResult.Of(command, LastRowCount);
    }

    /// <summary>Error 3906 where nobody may write.</summary>
    internal void DemandWritable()
    {
        if (IsReadOnly)
        {
            throw new TdsErrorException(TdsErrors.ReadOnlyDatabase, $"Failed to update database \"{Database}\" because the database is read-only.");
        }
    }

    /// <summary>For functions of tests: runs T-SQL in the transaction of the statement that calls the function.</summary>
    internal void RunNested(string sql) => Parser.Batch(sql).ToList().ForEach(statement => Execute(statement));

    /// <summary>One prepared statement in one transaction.</summary>
    internal void InsertMany(Table table, IReadOnlyList<string> names, IEnumerable<object?[]> rows)
    {
        var columns = names.Select(name => table.Columns.First(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))).ToList();
        var versions = table.Columns.Where(column => column.Type.Kind == TdsKind.RowVersion).ToList();
        var values = columns.Select((_, i) => FormattableString.Invariant($"@p{i}")).Concat(versions.Select(_ => "tds_rowversion()"));
        Begin(snapshot: false);
        BeginInSqlite("BEGIN IMMEDIATE");
        using var command = Command($"INSERT INTO {table.SqliteName} ({string.Join(", ", columns.Concat(versions).Select(column => Sqlite.Name(column.Name)))}) VALUES ({string.Join(", ", values)})", []);
        var parameters = columns.Select((_, i) => command.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter(FormattableString.Invariant($"@p{i}"), null))).ToList();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                parameters[i].Value = Stored.From(columns[i].Type, row[i]) ?? DBNull.Value;
            }

            Guarded(command.ExecuteNonQuery);
        }

        Commit();
    }
}
