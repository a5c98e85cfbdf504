using SyncAdmin.Core.Connectors.Sql;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <summary>
/// <c>SELECT … FROM one_table [[AS] alias] [WITH (hints)] [WHERE …] [ORDER BY …]</c> and nothing else: the only shape of which it can be told without
/// the right to see plans (SHOWPLAN) that an index gives its order.
/// </summary>
internal static class SingleTable
{
    /// <summary>The table's name as it stands, quotes and schema included; null for any other shape.</summary>
    internal static string? Of(GuardedQuery query)
    {
        var text = query.Text();
        var tokens = SqlTokenizer.Tokenize(text, SqlDialect.SqlServer).Required();
        var from = From(tokens);
        if (from < 0 || tokens.Count(token => token.IsWord("SELECT")) != 1 || !IsName(from + 1))
        {
            return null;
        }

        var end = from + 1;
        if (IsOperator(end + 1, ".") && IsName(end + 2))
        {
            end += 2;
        }

        var next = end + 1;
        next += IsWord(next, "AS") ? 1 : 0;
        next += IsName(next) && !IsWord(next, "WHERE") && !IsWord(next, "ORDER") && !IsWord(next, "WITH") ? 1 : 0;
        if (IsWord(next, "WITH") && IsOperator(next + 1, "("))
        {
            while (next < tokens.Count && !IsOperator(next, ")"))
            {
                next++;
            }

            next++;
        }

        return next >= tokens.Count || IsWord(next, "WHERE") || IsWord(next, "ORDER") ? text[tokens[from + 1].Start..tokens[end].End] : null;

        bool IsWord(int i, string word) => i < tokens.Count && tokens[i].IsWord(word);

        bool IsOperator(int i, string sign) => i < tokens.Count && tokens[i].IsOperator(sign);

        bool IsName(int i) => i < tokens.Count && tokens[i].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;
    }

    // TRIM(' ' FROM name) has one too.
    private static int From(IReadOnlyList<SqlToken> tokens)
    {
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += tokens[i].IsOperator("(") ? 1 : tokens[i].IsOperator(")") ? -1 : 0;
            if (depth == 0 && tokens[i].IsWord("FROM"))
            {
                return i;
            }
        }

        return -1;
    }
}
