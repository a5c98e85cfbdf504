using System.Text;

namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <summary>Cuts T-SQL into tokens.</summary>
internal sealed class Lexer
{
    private static readonly string[] LongOperators = ["<>", "<=", ">=", "!=", "!<", "!>", "+=", "-=", "::"];
    private readonly string _sql;
    private readonly List<Token> _tokens = [];
    private int _at;

    private Lexer(string sql) => _sql = sql;

    /// <summary>All tokens, an End behind them.</summary>
    internal static List<Token> Tokens(string sql)
    {
        var lexer = new Lexer(sql);
        while (lexer.Next())
        {
        }

        lexer.Add(TokenKind.End, "", sql.Length);
        return lexer._tokens;
    }

    private char Peek(int ahead = 0) => _at + ahead < _sql.Length ? _sql[_at + ahead] : '\0';

    private void Add(TokenKind kind, string text, int start) => _tokens.Add(new Token(kind, text, start));

    private bool Next()
    {
        if (_at >= _sql.Length)
        {
            return false;
        }

        var (start, c) = (_at, Peek());
        switch (c)
        {
            case var _ when char.IsWhiteSpace(c):
                _at++;
                break;
            case '-' when Peek(1) == '-':
                While(static character => character != '\n');
                break;
            case '/' when Peek(1) == '*':
                Comment();
                break;
            case '\'':
                Add(TokenKind.Text, Quoted('\''), start);
                break;
            case 'N' or 'n' when Peek(1) == '\'':
                _at++;
                Add(TokenKind.UnicodeText, Quoted('\''), start);
                break;
            case '"':
                Add(TokenKind.QuotedName, Quoted('"'), start);
                break;
            case '[':
                Add(TokenKind.QuotedName, Quoted(']'), start);
                break;
            case '0' when Peek(1) is 'x' or 'X':
                _at += 2;
                While(char.IsAsciiHexDigit);
                Add(TokenKind.Binary, _sql[(start + 2).._at], start);
                break;
            case '@':
                While(static character => character is '@' || IsNamePart(character));
                Add(TokenKind.Variable, _sql[start.._at], start);
                break;
            case var _ when char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))):
                Number(start);
                break;
            case var _ when char.IsLetter(c) || c is '_' or '#':
                While(IsNamePart);
                Add(TokenKind.Word, _sql[start.._at], start);
                break;
            default:
                Operator(start);
                break;
        }

        return true;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '#' or '$' || char.IsSurrogate(c);

    private void While(Func<char, bool> belongs)
    {
        do
        {
            _at++;
        }
        while (_at < _sql.Length && belongs(Peek()));
    }

    private void Comment()
    {
        var depth = 0;
        do
        {
            if (_at >= _sql.Length)
            {
                throw new TdsErrorException(113, "Missing end comment mark '*/'.", 15);
            }

            var change = (Peek(), Peek(1)) switch
            {
                ('/', '*') => 1,
                ('*', '/') => -1,
                _ => 0,
            };
            depth += change;
            _at += change == 0 ? 1 : 2;
        }
        while (depth > 0);
    }

    private string Quoted(char close)
    {
        var text = new StringBuilder();
        var start = ++_at;
        for (; Peek() != close || Peek(1) == close; _at++)
        {
            if (_at >= _sql.Length)
            {
                throw new TdsErrorException(TdsErrors.UnclosedString, $"Unclosed quotation mark after the character string '{_sql[start..]}'.", 15);
            }

            text.Append(Peek());
            _at += Peek() == close ? 1 : 0;
        }

        _at++;
        return text.ToString();
    }

    private void Number(int start)
    {
        While(static character => char.IsAsciiDigit(character) || character == '.');
        if (Peek() is 'e' or 'E')
        {
            _at++;
            _at += Peek() is '+' or '-' ? 1 : 0;
            While(char.IsAsciiDigit);
        }

        Add(TokenKind.Number, _sql[start.._at], start);
    }

    private void Operator(int start)
    {
        var two = _at + 2 <= _sql.Length ? _sql.Substring(_at, 2) : "";
        _at += Array.IndexOf(LongOperators, two) >= 0 ? 2 : 1;
        Add(TokenKind.Operator, _sql[start.._at], start);
    }
}
