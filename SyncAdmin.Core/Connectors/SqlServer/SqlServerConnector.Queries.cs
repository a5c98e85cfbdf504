using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <content>What a query is, found without running it, and its changes.</content>
internal sealed partial class SqlServerConnector
{
    // "Snapshot isolation transaction failed accessing database '…' because snapshot isolation is not allowed in this database."
    private const int SnapshotNotAllowed = 3952;

    // "The metadata could not be determined because …"
    private const int FirstOfDescribing = 11_501;
    private const int LastOfDescribing = 11_560;

    protected override DbDataReader Execute(DbCommand command)
    {
        try
        {
            return command.ExecuteReader();
        }
        catch (SqlException exception) when (exception.Errors.Cast<SqlError>().Any(static error => error.Number == SnapshotNotAllowed))
        {
            // The query reads from another database too, which has no snapshots.
            Run(command.Connection!, SqlServerStatements.BeginWithoutSnapshot);
            return command.ExecuteReader();
        }
    }

    protected override void Close(DbCommand command, DbDataReader reader, bool complete)
    {
        if (complete)
        {
            reader.Dispose();
            return;
        }

        try
        {
            // Closed before its end, the driver reads all the rows that are left; told to stop, the server sends no more.
            command.Cancel();
            reader.Dispose();
        }
        catch (Exception exception) when (IsDrivers(exception) || exception is ArgumentOutOfRangeException)
        {
            // What went wrong is on its way already. (Where the connection broke within a long value, the driver still reads for the value's end.)
        }
    }

    // {{since}} stays undeclared: the result does not depend on its type, which is known only by the columns. Where the server wants it declared after
    // all (one that stands twice, for example), a moment is what it most often is.
    protected override IReadOnlyList<ResultColumn> Describe(SqlSession session, SqlStatement statement)
    {
        const string Paging = "@offset bigint, @limit bigint";
        List<(string Name, SqlServerType Type, string? Source)> columns;
        try
        {
            columns = Described(session, statement.Text, Paging, withSources: false);
        }
        catch (SqlException exception) when (exception.Errors.Cast<SqlError>().Any(static error => error.Number is >= FirstOfDescribing and <= LastOfDescribing)
            && SqlServerDiagnosis.OfStatement(exception).Error == ErrorCatalog.QueryFailed && statement.Text.Contains("@since", StringComparison.Ordinal))
        {
            columns = Described(session, statement.Text, Paging + ", @since datetime2(7)", withSources: false);
        }

        return [.. columns.Select(column => new ResultColumn(column.Name, column.Type.ToString(), column.Type.Kind))];
    }

    // Seeing plans is a right of its own (SHOWPLAN). Without it only what is plain can be told: one table, and an index that has this order.
    protected override bool FollowsIndex(SqlSession session, SqlStatement page) => HasOrder(session, page.Plan!, page.Plan!.Query.KeyFields);

    protected override bool FollowsChanges(SqlSession session, SqlStatement page) => HasOrder(session, page.Plan!, [.. page.Plan!.ChangeOrder.Distinct(StringComparer.Ordinal)]);

    protected override object? ChangeBound(SqlSession session, QueryPlan plan) =>
        plan.Change.Type is "rowversion" ? Rows(session, SqlServerStatements.ChangeBound)[0][0] : null;

    private bool HasOrder(SqlSession session, QueryPlan plan, IReadOnlyList<string> fields)
    {
        if (SingleTable.Of(plan.Guarded) is not { } table || SourcesOf(session, plan, fields) is not { } columns)
        {
            return false;
        }

        List<SqlServerIndex> indexes = [];
        Stream(session, new SqlStatement(SqlServerStatements.Indexes, [new("name", table)]), null, row =>
        {
            var id = (long)row[0]!;
            if (indexes.Count == 0 || indexes[^1].Id != id)
            {
                indexes.Add(new SqlServerIndex(id, row[1] is true, []));
            }

            indexes[^1].Columns.Add(((string)row[2]!, row[3] is true));
        });
        return SqlServerIndex.AnyGives(indexes, columns);
    }

    /// <summary>The table's columns that fields of the result are; null when one of them is something else.</summary>
    private List<string>? SourcesOf(SqlSession session, QueryPlan plan, IReadOnlyList<string> fields)
    {
        try
        {
            var since = plan.Query.ChangeField is null ? "datetime2(7)" : plan.Change.Type;
            var sources = Described(session, plan.Guarded.Text(), $"@offset bigint, @limit bigint, @since {since}", withSources: true)
                .Where(column => column.Source is not null)
                .ToDictionary(column => column.Name, column => column.Source!, StringComparer.Ordinal);
            return fields.All(sources.ContainsKey) ? [.. fields.Select(field => sources[field])] : null;
        }
        catch (SqlException exception) when (!session.Token.IsCancellationRequested && exception.Class < SqlServerDiagnosis.Fatal)
        {
            return null; // Not every query can be described so (FOR BROWSE has rules of its own): then it can't be told.
        }
    }

    private List<(string Name, SqlServerType Type, string? Source)> Described(SqlSession session, string text, string parameters, bool withSources)
    {
        using var command = Interruptible(new SqlCommand("sp_describe_first_result_set", (SqlConnection)session.Connection) { CommandType = CommandType.StoredProcedure });
        command.Parameters.Add(new SqlParameter("@tsql", SqlDbType.NVarChar, -1) { Value = text });
        command.Parameters.Add(new SqlParameter("@params", SqlDbType.NVarChar, -1) { Value = parameters });
        if (withSources)
        {
            command.Parameters.Add(new SqlParameter("@browse_information_mode", SqlDbType.TinyInt) { Value = (byte)1 });
        }

        using var reader = command.ExecuteReader();
        var (hidden, name, type, source) = (reader.GetOrdinal("is_hidden"), reader.GetOrdinal("name"), reader.GetOrdinal("system_type_name"), reader.GetOrdinal("source_column"));
        List<(string, SqlServerType, string?)> columns = [];
        while (reader.Read())
        {
            if (reader.IsDBNull(hidden) || !reader.GetBoolean(hidden))
            {
                var column = reader.IsDBNull(name) ? "" : reader.GetString(name);
                columns.Add((
                    column,
                    reader.IsDBNull(type) ? throw Unsupported(column, reader["user_type_name"]) : SqlServerType.Parse(reader.GetString(type)),
                    reader.IsDBNull(source) ? null : reader.GetString(source)));
            }
        }

        return columns;
    }

    private static ProblemException Unsupported(string column, object type) =>
        new(new Problem(ErrorCatalog.QueryTypeUnsupported, $"'{column}' is of type {type}."));
}
