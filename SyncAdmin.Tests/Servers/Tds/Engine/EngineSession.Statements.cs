using Microsoft.Data.Sqlite;
using SQLitePCL;
using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <content>Batches, statement by statement.</content>
internal sealed partial class EngineSession
{
    private const int MostParameters = 2_100;
    private const int StepsBetweenLooks = 2_000;
    private static readonly TdsColumn PlanColumn = new("Microsoft SQL Server 2005 XML Showplan", TdsType.NVarChar(TdsType.Max));

    /// <summary>Runs a batch, statement by statement as the results are taken. Errors are <see cref="TdsErrorException"/>.</summary>
    internal IEnumerable<TdsResult> Execute(string sql, IReadOnlyList<TdsParameter> parameters, CancellationToken cancellationToken)
    {
        if (parameters.Count > MostParameters)
        {
            throw new TdsErrorException(8003, "The incoming request has too many parameters. The server supports a maximum of 2100 parameters. Reduce the number of parameters and resend the request.");
        }

        _parameters = parameters;
        _stopping = cancellationToken;
        raw.sqlite3_progress_handler(_connection.Handle, StepsBetweenLooks, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
        foreach (var statement in Parser.Batch(sql))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (OrAbort(statement) is { } result)
            {
                yield return result;
            }
        }
    }

    private TdsResult? OrAbort(Statement statement)
    {
        try
        {
            return Execute(statement);
        }
        catch (TdsErrorException) when (_options.Contains("XACT_ABORT") && Transactions > 0)
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Calls a procedure other than those that run a text.</summary>
    internal IEnumerable<TdsResult> Call(string procedure, IReadOnlyList<TdsParameter> parameters, CancellationToken cancellationToken)
    {
        _stopping = cancellationToken;
        return [Procedure(Names.Split(procedure), [.. parameters.Select(parameter => ((string?)parameter.Name, parameter.Value))])];
    }

    private TdsResult? Execute(Statement statement)
    {
        switch (statement)
        {
            case Statement.SetOption set:
                return Set(set);
            case Statement.Transaction transaction:
                return Transact(transaction);
            case var _ when _options.Contains("NOEXEC") || _options.Contains("PARSEONLY"):
                return null;
            case Statement.Select select:
                return Select(select.Query);
            case Statement.If one:
                return Holds(one.Condition) ? Execute(one.Then) : one.Else is null ? null : Execute(one.Else);
            case Statement.Use use:
                Use(use.Database);
                return TdsResult.Of(DoneCommand.Other);
            case Statement.WaitFor wait:
                _stopping.WaitHandle.WaitOne(wait.Delay);
                _stopping.ThrowIfCancellationRequested();
                return TdsResult.Of(DoneCommand.Other);
            case Statement.Execute execute:
                return Procedure(execute.Procedure, [.. execute.Arguments.Select(argument => (argument.Name, Evaluate(argument.Value)))]);
            case Statement.Insert or Statement.Update or Statement.Delete:
                return Write(statement);
            default:
                DemandWritable();
                Definitions.Run(this, statement);
                return TdsResult.Of(DoneCommand.Other);
        }
    }

    private TdsResult Set(Statement.SetOption set)
    {
        if (set.Option == "ISOLATION")
        {
            _snapshotLevel = set.Value.Equals("SNAPSHOT", StringComparison.OrdinalIgnoreCase);
        }
        else if (set.Value.Equals("ON", StringComparison.OrdinalIgnoreCase))
        {
            if (set.Option.StartsWith("SHOWPLAN", StringComparison.Ordinal) && !May("SHOWPLAN", Permissions.WholeDatabase))
            {
                throw new TdsErrorException(262, $"SHOWPLAN permission denied in database '{Database}'.", 14, 4);
            }

            _options.Add(set.Option);
        }
        else
        {
            _options.Remove(set.Option);
        }

        return TdsResult.Of(DoneCommand.Other);
    }

    private TdsResult Transact(Statement.Transaction transaction)
    {
        switch (transaction.Verb)
        {
            case "BEGIN":
                Begin(snapshot: false);
                break;
            case "COMMIT":
                Commit();
                break;
            case "ROLLBACK":
                Rollback();
                break;
        }

        return TdsResult.Of(DoneCommand.Other);
    }

    private TdsResult Select(Query query)
    {
        var (sql, columns) = new Translator(this, _parameters).Whole(query);
        if (_options.Contains("SHOWPLAN_XML"))
        {
            return TdsResult.Of([PlanColumn], [[ShowPlan.Xml(PlanOf(sql))]]);
        }

        return TdsResult.Of(columns, _options.Contains("FMTONLY") ? [] : Rows(sql, columns));
    }

    private List<string> PlanOf(string sql)
    {
        using var command = Command("EXPLAIN QUERY PLAN " + sql, _parameters);
        using var reader = Guarded(command.ExecuteReader);
        List<string> steps = [];
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    private IEnumerable<object?[]> Rows(string sql, IReadOnlyList<TdsColumn> columns)
    {
        using var command = Command(sql, _parameters);
        using var reader = Guarded(command.ExecuteReader);
        var count = 0L;
        while (Guarded(reader.Read))
        {
            var row = new object?[columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = Stored.To(columns[i].Type, reader.GetValue(i));
            }

            count++;
            yield return row;
        }

        LastRowCount = count;
    }

    private bool Holds(Expression condition)
    {
        var sql = new Translator(this, _parameters).Truth(condition);
        using var command = Command($"SELECT {sql}", _parameters);
        return Guarded(command.ExecuteScalar) is 1L;
    }

    private object? Evaluate(Expression expression)
    {
        var value = new Translator(this, _parameters).Value(expression, new Scope(null));
        using var command = Command($"SELECT {value.Sql}", _parameters);
        return Stored.To(value.Type, Guarded(command.ExecuteScalar));
    }

    private TdsResult Procedure(IReadOnlyList<string> name, IReadOnlyList<(string? Name, object? Value)> arguments)
    {
        switch (name[^1].ToUpperInvariant())
        {
            case "SP_DESCRIBE_FIRST_RESULT_SET":
                return TdsResult.Of(Description.Columns, Described(arguments));
            case "SP_EXECUTESQL":
                var declared = Description.Declared((string?)arguments.ElementAtOrDefault(1).Value);
                _parameters = [.. declared.Select((parameter, i) => parameter with { Value = (arguments.FirstOrDefault(argument => parameter.Name.Equals(argument.Name, StringComparison.OrdinalIgnoreCase)).Value ?? arguments.ElementAtOrDefault(i + 2).Value) })];
                return Parser.Batch((string)arguments[0].Value!).Select(Execute).OfType<TdsResult>().Last();
            case "SP_SET_SESSION_CONTEXT" or "SP_RESET_CONNECTION":
                return TdsResult.Of(DoneCommand.Other);
            default:
                throw new TdsErrorException(TdsErrors.ProcedureMissing, $"Could not find stored procedure '{string.Join('.', name)}'.", 16, 62);
        }
    }

    private List<object?[]> Described(IReadOnlyList<(string? Name, object? Value)> arguments)
    {
        var rows = Description.Rows(this, (string)Named("@tsql", 0)!, (string?)Named("@params", 1), Named("@browse_information_mode", 2) is 1L).ToList();

        // The procedure fails where the function has a row with the error.
        return rows is [[.., long number, long severity, string message]] ? throw new TdsErrorException((int)number, message, (byte)severity)
            : [.. rows.Select(row => row.Select((value, i) => Stored.To(Description.Columns[i].Type, value)).ToArray())];

        object? Named(string name, int at) => (arguments.FirstOrDefault(argument => name.Equals(argument.Name, StringComparison.OrdinalIgnoreCase)).Value ?? arguments.ElementAtOrDefault(at).Value);
    }

    internal SqliteCommand Command(string sql, IReadOnlyList<TdsParameter> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters.Where(parameter => parameter.Name.Length > 0))
        {
            // SQLite minds the case of a parameter's name, and a statement may use only some of them.
            command.Parameters.AddWithValue(parameter.Name, Stored.From(parameter.Type, parameter.Value) ?? DBNull.Value);
        }

        return command;
    }

    internal void Run(string sql)
    {
        using var command = Command(sql, []);
        Guarded(command.ExecuteNonQuery);
    }

    /// <summary>SQLite's errors as SQL Server's.</summary>
    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The client asked to stop.", exception, _stopping);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, this);
        }
    }
}
