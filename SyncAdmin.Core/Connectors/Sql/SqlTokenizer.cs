using System.Globalization;
using System.Text;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>
/// Cuts SQL into tokens as its server would. Where a server's settings decide how a text reads (backslashes before quotes, executable
/// comments, numbers that run into words), it refuses instead of guessing. Comments never reach the server: the guard sends the tokens only.
/// </summary>
internal sealed partial class SqlTokenizer
{
    private static readonly string[] PlaceholderNames = ["offset", "limit", "since", "codes"];

    private readonly string _sql;
    private readonly SqlDialect _dialect;
    private readonly List<SqlToken> _tokens = [];
    private int _at;
    private Problem? _problem;

    private SqlTokenizer(string sql, SqlDialect dialect) => (_sql, _dialect) = (sql, dialect);

    private char Current => Peek(0);

    /// <summary>All tokens, or why the text can't be cut.</summary>
    internal static Outcome<IReadOnlyList<SqlToken>> Tokenize(string sql, SqlDialect dialect)
    {
        var tokenizer = new SqlTokenizer(sql, dialect);
        while (tokenizer._problem is null && tokenizer._at < sql.Length)
        {
            tokenizer.Next();
        }

        return tokenizer._problem is { } problem ? problem : tokenizer._tokens;
    }

    private char Peek(int ahead) => _at + ahead < _sql.Length ? _sql[_at + ahead] : '\0';

    private void Next()
    {
        var c = Current;
        if (c is ' ' or '\t' or '\r' or '\n' or '\f')
        {
            _at++;
        }
        else if (!Comment() && !Quoted(c) && !Placeholder(c) && !Parameter(c))
        {
            if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)) && !AfterName()))
            {
                Number();
            }
            else if (IsWordStart(c))
            {
                Word();
            }
            else
            {
                Operator(c);
            }
        }
    }

    private void Word()
    {
        var start = _at;
        while (_at < _sql.Length && IsWordPart(Current))
        {
            _at++;
        }

        var word = _sql[start.._at];
        if (!Ascii.IsValid(word) && Ascii.IsValid(word.Normalize(NormalizationForm.FormKC)))
        {
            // Full-width letters, the Kelvin sign: a name of their own to one server, a keyword to another.
            Refuse(ErrorCatalog.QueryAmbiguous, start, $"Letters that only look like \"{Shorten(word.Normalize(NormalizationForm.FormKC))}\"");
            return;
        }

        Add(SqlTokenKind.Word, start, word.ToUpperInvariant());
    }

    private void Number()
    {
        var start = _at;
        if (Current == '0' && Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(Peek(2)))
        {
            _at += 2;
            SkipWhile(char.IsAsciiHexDigit);
        }
        else
        {
            SkipWhile(char.IsAsciiDigit);
            if (Current == '.')
            {
                _at++;
                SkipWhile(char.IsAsciiDigit);
            }

            if (Current is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
            {
                _at += 2;
                SkipWhile(char.IsAsciiDigit);
            }
        }

        // "1INTO" is a name to one server, a number and a word to another.
        if (IsWordPart(Current))
        {
            Refuse(ErrorCatalog.QueryAmbiguous, _at, $"A number runs into \"{_sql[start..(_at + 1)]}\" (put a blank between, or quote the name)");
            return;
        }

        Add(SqlTokenKind.Number, start, _sql[start.._at]);
    }

    private void Operator(char c)
    {
        if (c == '-' && Peek(1) == '-')
        {
            // Only MySQL comes here: its -- is a comment only before a blank.
            Refuse(ErrorCatalog.QueryAmbiguous, _at, "\"--\" without a blank behind it (write \"- -\" or \"-- \")");
            return;
        }

        var length = c == ':' && Peek(1) is ':' or '=' ? 2 : 1;
        if (!"+-*/%=<>!~&|^.,():;?@#[]".Contains(c, StringComparison.Ordinal))
        {
            Refuse(ErrorCatalog.QueryUnreadable, _at, $"The character {Show(c)} has no meaning outside of quotes");
            return;
        }

        var start = _at;
        _at += length;
        Add(SqlTokenKind.Operator, start, _sql.Substring(start, length));
    }

    private bool Placeholder(char c)
    {
        if (c != '{' || Peek(1) != '{')
        {
            return false;
        }

        var end = _sql.IndexOf("}}", _at, StringComparison.Ordinal);
        var name = end < 0 ? "" : _sql[(_at + 2)..end].Trim();
        var known = PlaceholderNames.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            Refuse(ErrorCatalog.QueryPlaceholder, _at, end < 0 ? "An open {{" : $"The unknown placeholder {{{{{Shorten(name)}}}}}");
            return true;
        }

        var start = _at;
        _at = end + 2;
        if (IsWordPart(Current) || (start > 0 && IsWordPart(_sql[start - 1])))
        {
            Refuse(ErrorCatalog.QueryPlaceholder, start, $"{{{{{known}}}}} runs into a word");
            return true;
        }

        Add(SqlTokenKind.Placeholder, start, known);
        return true;
    }

    /// <summary>Whatever could be, or be taken by a driver for, a parameter or a variable.</summary>
    private bool Parameter(char c)
    {
        var next = Peek(1);
        var isParameter = c switch
        {
            '@' => IsWordPart(next) || _dialect is not SqlDialect.PostgreSql,
            ':' => IsWordStart(next) || (next != ':' && next != '=' && _dialect is not SqlDialect.PostgreSql),
            '?' => _dialect is not SqlDialect.PostgreSql,
            '$' => _dialect is SqlDialect.PostgreSql or SqlDialect.Sqlite,
            _ => false,
        };
        if (!isParameter || (c == ':' && _at > 0 && _sql[_at - 1] == ':'))
        {
            return false;
        }

        var start = _at++;
        SkipWhile(IsWordPart);
        Add(SqlTokenKind.Parameter, start, _sql[start.._at]);
        return true;
    }

    private bool AfterName() => _tokens.Count > 0 && _tokens[^1].End == _at && _tokens[^1].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    private void SkipWhile(Func<char, bool> condition)
    {
        while (_at < _sql.Length && condition(Current))
        {
            _at++;
        }
    }

    private void Add(SqlTokenKind kind, int start, string text) => _tokens.Add(new SqlToken(kind, start, _at - start, text));

    private void Refuse(ErrorDefinition error, int index, string what) => _problem ??= SqlPosition.Problem(error, _sql, index, what);

    // T-SQL's #temp tables are refused by the guard through the operator '#', not read as words.
    private bool IsWordStart(char c) =>
        char.IsAsciiLetter(c) || c == '_' || (c == '$' && _dialect == SqlDialect.MySql) || (c > '\x7f' && IsLetter(c));

    private bool IsWordPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c) || c == '$';

    /// <summary>
    /// Letters only: other characters beyond ASCII are blanks to one server and part of a name to another. A surrogate pair counts
    /// as a letter, so that no half of one can end a word.
    /// </summary>
    private static bool IsLetter(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Surrogate;

    private static string Show(char c) => c is > ' ' and < '\x7f' ? $"\"{c}\"" : $"U+{(int)c:X4}";

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
