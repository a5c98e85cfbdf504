using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>
/// Lets one read-only SELECT pass and refuses everything else, with the word and its position. It fails closed: what it does not understand is
/// refused. What passes is sent without its comments, so that nothing the guard skipped can ever be read by the server.
/// It is one of three barriers: a read-only transaction and a login that may only read are the others.
/// </summary>
internal static class ReadOnlyGuard
{
    /// <summary>Longest query, in characters.</summary>
    internal const int MaxLength = 100_000;

    /// <summary>Checks a query template.</summary>
    public static Outcome<GuardedQuery> Check(string sql, SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(sql);
        if (sql.Length > MaxLength)
        {
            return new Problem(ErrorCatalog.QueryTooLong, $"The query has {sql.Length:N0} characters.");
        }

        if (UnreadableCharacter(sql) is { } unreadable)
        {
            return unreadable;
        }

        var outcome = SqlTokenizer.Tokenize(sql, dialect);
        if (!outcome.Succeeded)
        {
            return outcome.Problem;
        }

        var tokens = outcome.Value;
        if (tokens.Count > 0 && tokens[^1].IsOperator(";"))
        {
            tokens = [.. tokens.Take(tokens.Count - 1)];
        }

        if (tokens.Count == 0)
        {
            return new Problem(ErrorCatalog.QueryEmpty, "There is no statement in the query.");
        }

        return new SqlInspection(sql, dialect, tokens).Run();
    }

    private static Problem? UnreadableCharacter(string sql)
    {
        for (var i = 0; i < sql.Length; i++)
        {
            // A NUL ends the text for some drivers and not for others; half a surrogate pair becomes whatever the encoder likes.
            if (sql[i] == '\0')
            {
                return SqlPosition.Problem(ErrorCatalog.QueryUnreadable, sql, i, "A NUL character");
            }

            if (char.IsSurrogate(sql[i]))
            {
                if (i + 1 == sql.Length || !char.IsSurrogatePair(sql[i], sql[i + 1]))
                {
                    return SqlPosition.Problem(ErrorCatalog.QueryUnreadable, sql, i, "Half a surrogate pair");
                }

                i++;
            }
        }

        return null;
    }
}
