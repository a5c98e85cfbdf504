using System.Text;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>One walk over the tokens of a query: refuses, and notes what paging needs.</summary>
internal sealed partial class SqlInspection(string sql, SqlDialect dialect, IReadOnlyList<SqlToken> tokens)
{
    /// <summary>One entry per open parenthesis: does it hold a query of its own?</summary>
    private readonly Stack<bool> _open = new();
    private int _subqueries;
    private SqlShape _shape;
    private SqlPlaceholders _placeholders;
    private int _body;
    private int _orderBy = -1;
    private int _orderByEnd = -1;

    internal Outcome<GuardedQuery> Run()
    {
        if ((Start() ?? Walk() ?? Ended()) is { } problem)
        {
            return problem;
        }

        var (text, starts) = Clean();
        Range? orderBy = _orderBy < 0 ? null : starts[_orderBy]..(_orderByEnd < 0 ? text.Length : starts[_orderByEnd]);
        return new GuardedQuery(dialect, text, starts[_body], orderBy, _placeholders, _shape);
    }

    private SqlToken? At(int index) => index >= 0 && index < tokens.Count ? tokens[index] : null;

    private bool IsWord(int index, string word) => At(index)?.IsWord(word) == true;

    private bool IsOperator(int index, string text) => At(index)?.IsOperator(text) == true;

    private Problem Refuse(ErrorDefinition error, int index, string what) => SqlPosition.Problem(error, sql, tokens[index].Start, what);

    private string Shown(int index)
    {
        var token = tokens[index];
        var text = sql.Substring(token.Start, Math.Min(token.Length, 60));
        return $"\"{text}\"";
    }

    private Problem? Walk()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var problem = tokens[i].Kind switch
            {
                SqlTokenKind.Operator => Operator(i),
                SqlTokenKind.Parameter => Refuse(ErrorCatalog.QueryParameter, i, $"The parameter or variable {Shown(i)}"),
                SqlTokenKind.Placeholder => Placeholder(i),
                SqlTokenKind.Word => Word(i) ?? Function(i),
                SqlTokenKind.QuotedName or SqlTokenKind.String => Function(i),
                _ => null,
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private Problem? Ended() =>
        _open.Count > 0 ? Refuse(ErrorCatalog.QueryUnbalanced, tokens.Count - 1, $"{_open.Count} parenthesis left open behind {Shown(tokens.Count - 1)}") : null;

    private Problem? Operator(int i)
    {
        switch (tokens[i].Text)
        {
            case ";":
                return Refuse(ErrorCatalog.QuerySeveralStatements, i, "A semicolon with more behind it");
            case ":=" when dialect is not SqlDialect.PostgreSql:
                return Refuse(ErrorCatalog.QueryParameter, i, "The assignment \":=\"");
            case "(":
                var isQuery = IsWord(i + 1, "SELECT") || IsWord(i + 1, "WITH") || IsWord(i + 1, "VALUES");
                _open.Push(isQuery);
                _subqueries += isQuery ? 1 : 0;
                return null;
            case ")" when _open.Count == 0:
                return Refuse(ErrorCatalog.QueryUnbalanced, i, "A \")\" without its \"(\"");
            case ")":
                _subqueries -= _open.Pop() ? 1 : 0;
                return null;
            default:
                return null;
        }
    }

    private Problem? Placeholder(int i)
    {
        _placeholders |= tokens[i].Text switch
        {
            "offset" => SqlPlaceholders.Offset,
            "limit" => SqlPlaceholders.Limit,
            "since" => SqlPlaceholders.Since,
            _ => SqlPlaceholders.Codes,
        };
        return null;
    }

    private Problem? Function(int i)
    {
        var token = tokens[i];
        // Strings too: SQLite takes 'name' for "name" where a table stands.
        if (DeniedFunctions.DeniedAsTable(token.Text, dialect))
        {
            return Refuse(ErrorCatalog.QueryCallsDeniedFunction, i, Shown(i));
        }

        // Oracle mode of MariaDB: sequence.NEXTVAL; standard SQL: NEXT VALUE FOR sequence.
        if ((token.IsWord("NEXTVAL") && IsOperator(i - 1, ".")) || (token.IsWord("NEXT") && IsWord(i + 1, "VALUE")))
        {
            return Refuse(ErrorCatalog.QueryCallsDeniedFunction, i, $"{Shown(i)} moves a sequence");
        }

        if (IsOperator(i + 1, ".") && IsOperator(i + 3, "(") && DeniedFunctions.DeniedSchema(token.Text, dialect))
        {
            return Refuse(ErrorCatalog.QueryCallsDeniedFunction, i, $"A function of {Shown(i)}");
        }

        if (IsOperator(i + 1, "(") && DeniedFunctions.Contains(token.Text, dialect))
        {
            return Refuse(ErrorCatalog.QueryCallsDeniedFunction, i, $"The function {Shown(i)}");
        }

        return token.Kind != SqlTokenKind.String && IsOperator(i - 1, ".") && DeniedFunctions.DeniedBehindDot(token.Text, dialect)
            ? Refuse(ErrorCatalog.QueryCallsDeniedFunction, i, $"Behind a dot, where PostgreSQL calls a function if there is no such column, {Shown(i)} (write a column or table of this name without its prefix)")
            : null;
    }

    /// <summary>The text that is sent: the tokens, with a blank where a comment stood, and where each token starts in it.</summary>
    private (string Text, int[] Starts) Clean()
    {
        var text = new StringBuilder(sql.Length);
        var starts = new int[tokens.Count];
        var end = tokens[0].Start;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var gap = sql.AsSpan(end, token.Start - end);
            if (!gap.IsEmpty)
            {
                text.Append(gap.IsWhiteSpace() ? gap : " ");
            }

            starts[i] = text.Length;
            if (token.Kind == SqlTokenKind.Placeholder)
            {
                text.Append("{{").Append(token.Text).Append("}}");
            }
            else
            {
                text.Append(sql, token.Start, token.Length);
            }

            end = token.End;
        }

        return (text.ToString(), starts);
    }
}
