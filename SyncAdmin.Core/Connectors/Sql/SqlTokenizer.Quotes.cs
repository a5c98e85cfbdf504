using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sql;

/// <content>Comments, strings and quoted names.</content>
internal sealed partial class SqlTokenizer
{
    private bool Comment()
    {
        var (c, next) = (Current, Peek(1));
        var isLine = (c == '-' && next == '-' && (_dialect != SqlDialect.MySql || Peek(2) <= ' ')) || (c == '#' && _dialect == SqlDialect.MySql);
        if (isLine)
        {
            SkipWhile(static character => character is not ('\n' or '\r'));
            return true;
        }

        if (c != '/' || next != '*')
        {
            return false;
        }

        // MySQL runs what stands in /*! */, MariaDB also /*M! */.
        if (_dialect == SqlDialect.MySql && (Peek(2) == '!' || (Peek(2) is 'M' or 'm' && Peek(3) == '!')))
        {
            Refuse(ErrorCatalog.QueryAmbiguous, _at, "A comment that the server executes (write its text without /*! */)");
            return true;
        }

        BlockComment();
        return true;
    }

    private void BlockComment()
    {
        var start = _at;
        var nests = _dialect is SqlDialect.PostgreSql or SqlDialect.SqlServer;
        var depth = 0;
        do
        {
            if (_at + 1 >= _sql.Length)
            {
                Refuse(ErrorCatalog.QueryUnreadable, start, "A comment that never ends");
                return;
            }

            if (Current == '/' && Peek(1) == '*' && (nests || depth == 0))
            {
                depth++;
                _at += 2;
            }
            else if (Current == '*' && Peek(1) == '/')
            {
                depth--;
                _at += 2;
            }
            else
            {
                _at++;
            }
        }
        while (depth > 0);
    }

    private bool Quoted(char c)
    {
        switch (c)
        {
            case '\'':
                String(c, escapes: IsEscapeString());
                return true;
            case '"':
                if (_dialect == SqlDialect.MySql)
                {
                    String(c, escapes: false);
                }
                else
                {
                    Name('"', doubles: true);
                }

                return true;
            case '`' when _dialect is SqlDialect.MySql or SqlDialect.Sqlite:
                Name('`', doubles: true);
                return true;
            case '[' when _dialect is SqlDialect.SqlServer or SqlDialect.Sqlite:
                Name(']', doubles: _dialect == SqlDialect.SqlServer);
                return true;
            case '$' when _dialect == SqlDialect.PostgreSql:
                return DollarString();
            default:
                return false;
        }
    }

    /// <summary>PostgreSQL's E'…'.</summary>
    private bool IsEscapeString() =>
        _dialect == SqlDialect.PostgreSql && _tokens.Count > 0 && _tokens[^1].End == _at && _tokens[^1].IsWord("E");

    /// <summary>PostgreSQL's U&amp;"…", which would hide a name from the guard.</summary>
    private bool IsUnicodeEscape(int start) =>
        _tokens.Count > 1 && _tokens[^1].End == start && _tokens[^1].IsOperator("&") && _tokens[^2].End == start - 1 && _tokens[^2].IsWord("U");

    private void String(char quote, bool escapes)
    {
        var start = _at++;
        var backslashes = _dialect is SqlDialect.MySql or SqlDialect.PostgreSql;
        while (_at < _sql.Length)
        {
            if (Current == '\\' && backslashes && _at + 1 < _sql.Length)
            {
                // Whether \' ends the string depends on NO_BACKSLASH_ESCAPES or standard_conforming_strings. Without it, both readings
                // agree on where the string ends.
                if (!escapes && Peek(1) == quote)
                {
                    Refuse(ErrorCatalog.QueryAmbiguous, _at, $"A backslash before a quote (write {quote}{quote} for a quote; a string can't end in a backslash)");
                    return;
                }

                _at += 2;
            }
            else if (Current == quote && Peek(1) == quote)
            {
                _at += 2;
            }
            else if (Current == quote)
            {
                _at++;
                AddQuoted(SqlTokenKind.String, start, 1, quote);
                return;
            }
            else
            {
                _at++;
            }
        }

        Refuse(ErrorCatalog.QueryUnreadable, start, "A string that never ends");
    }

    private void Name(char close, bool doubles)
    {
        var start = _at++;
        while (_at < _sql.Length)
        {
            if (Current != close)
            {
                _at++;
            }
            else if (doubles && Peek(1) == close)
            {
                _at += 2;
            }
            else
            {
                _at++;
                AddQuoted(SqlTokenKind.QuotedName, start, 1, close);
                return;
            }
        }

        Refuse(ErrorCatalog.QueryUnreadable, start, "A quoted name that never ends");
    }

    private bool DollarString()
    {
        var end = _at + 1;
        while (end < _sql.Length && (IsWordStart(_sql[end]) || (end > _at + 1 && char.IsAsciiDigit(_sql[end]))))
        {
            end++;
        }

        if (end >= _sql.Length || _sql[end] != '$')
        {
            return false;
        }

        var tag = _sql[_at..(end + 1)];
        var start = _at;
        var close = _sql.IndexOf(tag, end + 1, StringComparison.Ordinal);
        if (close < 0)
        {
            Refuse(ErrorCatalog.QueryUnreadable, start, $"A string {tag} that never ends");
            return true;
        }

        _at = close + tag.Length;
        AddQuoted(SqlTokenKind.String, start, tag.Length, '$');
        return true;
    }

    private void AddQuoted(SqlTokenKind kind, int start, int quoteLength, char quote)
    {
        var inner = _sql[(start + quoteLength)..(_at - quoteLength)];
        if (IsUnicodeEscape(start))
        {
            Refuse(ErrorCatalog.QueryAmbiguous, start, "U& before quotes (write the characters themselves)");
            return;
        }

        foreach (var placeholder in PlaceholderNames)
        {
            if (HoldsPlaceholder(inner, placeholder))
            {
                Refuse(ErrorCatalog.QueryPlaceholder, start, $"{{{{{placeholder}}}}} inside quotes");
                return;
            }
        }

        Add(kind, start, quote == '$' ? inner : inner.Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal));
    }

    private static bool HoldsPlaceholder(string text, string name)
    {
        for (var open = text.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = text.IndexOf("{{", open + 1, StringComparison.Ordinal))
        {
            var rest = text.AsSpan(open + 2).TrimStart();
            if (rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) && rest[name.Length..].TrimStart().StartsWith("}}", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
