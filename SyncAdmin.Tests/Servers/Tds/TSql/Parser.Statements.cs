using System.Globalization;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <content>Statements.</content>
internal sealed partial class Parser
{
    private Statement Statement()
    {
        var word = Current.Kind == TokenKind.Word ? Current.Text.ToUpperInvariant() : Current.Text;
        switch (word)
        {
            case "SELECT" or "WITH" or "(":
                return new Statement.Select(QueryWithCtes());
            case "INSERT":
                return Insert();
            case "UPDATE":
                return Update();
            case "DELETE":
                return Delete();
            case "CREATE":
                return Create();
            case "DROP":
                return Drop();
            case "ALTER":
                return AlterRole();
            case "TRUNCATE":
                Expect("TRUNCATE");
                Expect("TABLE");
                return new Statement.Delete(Parts(), null);
            case "IF":
                return If();
            case "SET":
                return Set();
            case "BEGIN" or "COMMIT" or "ROLLBACK" or "SAVE":
                return Transaction(word);
            case "WAITFOR":
                return WaitFor();
            case "USE":
                Expect("USE");
                return new Statement.Use(Name());
            case "GRANT" or "DENY" or "REVOKE":
                return Grant(word);
            case "EXEC" or "EXECUTE":
                _at++;
                return Execute();
            default:
                // A batch may begin with the bare name of a procedure.
                return _at == 0 && Current.IsName && Current.Text.StartsWith("sp_", StringComparison.OrdinalIgnoreCase) ? Execute() : throw Unexpected();
        }
    }

    private Statement.If If()
    {
        Expect("IF");
        var condition = Condition();
        var then = Statement();
        if (Current.Is(";") && Ahead(1).Is("ELSE"))
        {
            _at++;
        }

        return new Statement.If(condition, then, Take("ELSE") ? Statement() : null);
    }

    private Statement.Insert Insert()
    {
        Expect("INSERT");
        Take("INTO");
        var table = Parts();
        var columns = Current.Is("(") ? InParentheses(Name) : [];
        if (Take("DEFAULT", "VALUES"))
        {
            return new Statement.Insert(table, [], new Query([], new Query.Values([]), [], null, null));
        }

        var query = Take("VALUES") ? new Query([], new Query.Values(List(() => InParentheses(Expression))), [], null, null) : QueryWithCtes();
        return new Statement.Insert(table, columns, query);
    }

    private Statement.Update Update()
    {
        Expect("UPDATE");
        var table = Parts();
        Expect("SET");
        var changes = List(() =>
        {
            var column = Parts()[^1];
            Expect("=");
            return (column, Expression());
        });
        return new Statement.Update(table, changes, Take("WHERE") ? Condition() : null);
    }

    private Statement.Delete Delete()
    {
        Expect("DELETE");
        Take("FROM");
        var table = Parts();
        return new Statement.Delete(table, Take("WHERE") ? Condition() : null);
    }

    private Statement.SetOption Set()
    {
        Expect("SET");
        if (Take("TRANSACTION"))
        {
            Expect("ISOLATION");
            Expect("LEVEL");
            return new Statement.SetOption("ISOLATION", Word() + (Current.Is("COMMITTED") || Current.Is("UNCOMMITTED") || Current.Is("READ") ? " " + Word() : ""));
        }

        var option = Word();
        while (Take(","))
        {
            option += "," + Word();
        }

        var sign = Take("-") ? "-" : "";
        var value = sign + _tokens[_at++].Text;
        return new Statement.SetOption(option.ToUpperInvariant(), value);
    }

    private Statement.Transaction Transaction(string verb)
    {
        _at++;
        if (!Take("TRANSACTION") && !Take("TRAN") && verb is "BEGIN" or "SAVE")
        {
            throw Unexpected();
        }

        Take("WORK");
        if (Current.IsName)
        {
            Name();
        }

        return new Statement.Transaction(verb);
    }

    private Statement.WaitFor WaitFor()
    {
        Expect("WAITFOR");
        Expect("DELAY");
        return TimeSpan.TryParse(Current.Text, CultureInfo.InvariantCulture, out var delay) && _at++ >= 0 ? new Statement.WaitFor(delay) : throw Unexpected();
    }

    private Statement.Execute Execute()
    {
        var procedure = Parts();
        List<(string?, Expression)> arguments = [];
        if (Current.Kind != TokenKind.End && !Current.Is(";"))
        {
            arguments = List<(string?, Expression)>(() =>
            {
                if (Current.Kind == TokenKind.Variable && Ahead(1).Is("="))
                {
                    _at += 2;
                    return (Ahead(-2).Text, Expression());
                }

                return (null, Expression());
            });
        }

        return new Statement.Execute(procedure, arguments);
    }
}
