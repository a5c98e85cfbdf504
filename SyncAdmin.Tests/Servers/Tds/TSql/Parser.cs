using System.Globalization;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <summary>Reads batches of T-SQL. What it does not know is a syntax error, as on the real server.</summary>
internal sealed partial class Parser
{
    private readonly List<Token> _tokens;
    private int _at;

    private Parser(string sql) => _tokens = Lexer.Tokens(sql);

    internal static IReadOnlyList<Statement> Batch(string sql)
    {
        var parser = new Parser(sql);
        List<Statement> statements = [];
        while (true)
        {
            while (parser.Take(";"))
            {
            }

            if (parser.Current.Kind == TokenKind.End)
            {
                return statements;
            }

            statements.Add(parser.Statement());
        }
    }

    /// <summary>The parameters that <c>sp_executesql</c> and its like declare, without values.</summary>
    internal static IReadOnlyList<TdsParameter> Declarations(string sql)
    {
        var parser = new Parser(sql);
        return parser.List(() =>
        {
            var name = parser._tokens[parser._at++].Text;
            return new TdsParameter(name, parser.Type(), null);
        });
    }

    private Token Current => _tokens[_at];

    private Token Ahead(int count) => _tokens[Math.Clamp(_at + count, 0, _tokens.Count - 1)];

    private bool Take(string word)
    {
        if (!Current.Is(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Take(string first, string second)
    {
        if (!Current.Is(first) || !Ahead(1).Is(second))
        {
            return false;
        }

        _at += 2;
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word))
        {
            throw Unexpected();
        }
    }

    private string Name()
    {
        if (!Current.IsName)
        {
            throw Unexpected();
        }

        return _tokens[_at++].Text;
    }

    /// <summary>A word of the language, reserved or not.</summary>
    private string Word() => Current.Kind is TokenKind.Word or TokenKind.QuotedName ? _tokens[_at++].Text : throw Unexpected();

    private List<string> Parts()
    {
        List<string> parts = [Name()];
        while (Take("."))
        {
            // database..table: the schema between is the default one.
            parts.Add(Current.Is(".") ? "dbo" : Name());
        }

        return parts;
    }

    private int WholeNumber() => int.TryParse(Current.Text, CultureInfo.InvariantCulture, out var number) && _at++ >= 0 ? number : throw Unexpected();

    private List<T> List<T>(Func<T> one)
    {
        List<T> all = [one()];
        while (Take(","))
        {
            all.Add(one());
        }

        return all;
    }

    private List<T> InParentheses<T>(Func<T> one)
    {
        Expect("(");
        var all = List(one);
        Expect(")");
        return all;
    }

    private TdsType Type()
    {
        // Types may be quoted, and stand in the schema sys.
        var name = Word();
        if (Take("."))
        {
            name = Word();
        }

        if (name.Equals("double", StringComparison.OrdinalIgnoreCase) && Take("precision"))
        {
            return TdsType.Float;
        }

        List<string> arguments = [];
        if (Current.Is("("))
        {
            arguments = InParentheses(() => _tokens[_at++].Text);
        }

        return TdsType.Parse(name, arguments) ?? throw new TdsErrorException(TdsErrors.UnknownType, $"Cannot find data type {name}.");
    }

    private TdsErrorException Unexpected()
    {
        var token = Current.Kind == TokenKind.End ? Ahead(-1) : Current;
        return token.Kind == TokenKind.Word && Keywords.IsReserved(token.Text)
            ? new TdsErrorException(TdsErrors.SyntaxNearKeyword, $"Incorrect syntax near the keyword '{token.Text}'.", 15)
            : new TdsErrorException(TdsErrors.Syntax, $"Incorrect syntax near '{token.Text}'.", 15);
    }
}
