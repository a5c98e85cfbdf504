using System.Collections.Frozen;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sql;

/// <content>Keywords: where the statement starts, what must not stand in it, what stands at its outermost level.</content>
internal sealed partial class SqlInspection
{
    private static readonly FrozenSet<string> Aggregates = new[]
    {
        "COUNT", "SUM", "MIN", "MAX", "AVG", "TOTAL", "GROUP_CONCAT", "STRING_AGG", "ARRAY_AGG", "JSON_AGG", "JSONB_AGG", "JSON_OBJECT_AGG",
        "JSONB_OBJECT_AGG", "JSON_GROUP_ARRAY", "JSON_GROUP_OBJECT", "JSON_ARRAYAGG", "JSON_OBJECTAGG", "BOOL_AND", "BOOL_OR", "EVERY", "BIT_AND",
        "BIT_OR", "BIT_XOR", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "VARIANCE", "VAR_POP", "VAR_SAMP", "STD", "MODE", "PERCENTILE_CONT",
        "PERCENTILE_DISC", "ANY_VALUE", "XMLAGG", "COUNT_BIG", "STDEV", "STDEVP", "VAR", "VARP", "CHECKSUM_AGG", "GROUPING", "APPROX_COUNT_DISTINCT",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>SELECT …, or WITH name [(…)] AS [[NOT] MATERIALIZED] (query), … SELECT …; anything else is refused.</summary>
    private Problem? Start()
    {
        if (IsWord(0, "SELECT"))
        {
            return null;
        }

        if (!IsWord(0, "WITH"))
        {
            return Refuse(ErrorCatalog.QueryNotASelect, 0, $"It starts with {Shown(0)}");
        }

        _shape |= SqlShape.Cte;
        var i = IsWord(1, "RECURSIVE") ? 2 : 1;
        do
        {
            i++; // The name.
            i = IsOperator(i, "(") ? Behind(i) : i;
            if (!IsWord(i, "AS"))
            {
                return NotUnderstood(i);
            }

            i++;
            i += IsWord(i, "NOT") ? 1 : 0;
            i += IsWord(i, "MATERIALIZED") ? 1 : 0;
            if (!IsOperator(i, "(") || !(IsWord(i + 1, "SELECT") || IsWord(i + 1, "WITH") || IsWord(i + 1, "VALUES")))
            {
                return NotUnderstood(IsOperator(i, "(") ? i + 1 : i);
            }

            i = Behind(i);
        }
        while (IsOperator(i++, ","));

        _body = i - 1;
        return IsWord(_body, "SELECT") ? null : NotUnderstood(_body);
    }

    private Problem NotUnderstood(int index) => index < tokens.Count
        ? Refuse(
            DeniedWords.Writes(tokens[index].Text, isCall: false, dialect) ? ErrorCatalog.QueryWrites : ErrorCatalog.QueryNotASelect,
            index,
            $"WITH … can't go on with {Shown(index)}")
        : Refuse(ErrorCatalog.QueryNotASelect, tokens.Count - 1, $"WITH … without its SELECT behind {Shown(tokens.Count - 1)}");

    /// <summary>Index behind the parenthesis that closes the one at <paramref name="open"/>; behind the last token when none does.</summary>
    private int Behind(int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            depth += IsOperator(i, "(") ? 1 : IsOperator(i, ")") ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return tokens.Count;
    }

    private Problem? Word(int i)
    {
        var word = tokens[i].Text;
        if (IsOperator(i - 1, "."))
        {
            return null; // t.update is a column.
        }

        if (Locks(i))
        {
            return Refuse(ErrorCatalog.QueryLocks, i, $"The locking clause or hint {Shown(i)}");
        }

        // END also ends a CASE: the second word tells.
        if (dialect == SqlDialect.SqlServer && string.Equals(word, "CONVERSATION", StringComparison.Ordinal)
            && At(i - 1) is { Kind: SqlTokenKind.Word, Text: "END" or "MOVE" or "GET" })
        {
            return Refuse(ErrorCatalog.QueryWrites, i, $"The word {Shown(i)}");
        }

        if (DeniedWords.Writes(word, IsOperator(i + 1, "("), dialect))
        {
            return Refuse(ErrorCatalog.QueryWrites, i, $"The word {Shown(i)}");
        }

        if (_subqueries == 0 && i >= _body)
        {
            return Outermost(i, word);
        }

        return null;
    }

    private bool Locks(int i) =>
        (IsWord(i, "FOR") && At(i + 1) is { Kind: SqlTokenKind.Word, Text: "UPDATE" or "SHARE" or "NO" or "KEY" or "READ" or "BROWSE" })
        || (IsWord(i, "LOCK") && IsWord(i + 1, "IN"))
        || DeniedWords.Locks(tokens[i].Text, dialect);

    private Problem? Outermost(int i, string word)
    {
        if (_open.Count == 0)
        {
            if (string.Equals(word, "SELECT", StringComparison.Ordinal) && i != _body
                && At(i - 1) is not { Kind: SqlTokenKind.Word, Text: "UNION" or "ALL" or "DISTINCT" or "EXCEPT" or "INTERSECT" or "MINUS" })
            {
                return Refuse(ErrorCatalog.QuerySeveralStatements, i, "A second SELECT");
            }

            if (dialect == SqlDialect.SqlServer && string.Equals(word, "FOR", StringComparison.Ordinal) && (IsWord(i + 1, "JSON") || IsWord(i + 1, "XML")))
            {
                return Refuse(ErrorCatalog.QueryMakesOneText, i, $"The outermost {Shown(i)} {Shown(i + 1)}");
            }

            _shape |= Clause(i, word);
        }

        _shape |= word switch
        {
            "OVER" when IsOperator(i + 1, "(") || At(i + 1)?.Kind == SqlTokenKind.Word => SqlShape.Window,
            _ when IsOperator(i + 1, "(") && Aggregates.Contains(word) => SqlShape.Aggregate,
            _ => SqlShape.None,
        };
        return null;
    }

    private SqlShape Clause(int i, string word)
    {
        switch (word)
        {
            case "ORDER" when IsWord(i + 1, "BY"):
                _orderBy = i;
                _orderByEnd = -1;
                return SqlShape.OrderBy;
            case "LIMIT" or "OFFSET" or "FETCH" or "FOR" or "OPTION" when _orderBy >= 0 && _orderByEnd < 0:
                _orderByEnd = i;
                return word is "FOR" or "OPTION" ? SqlShape.None : SqlShape.Limit;
            case "LIMIT" or "OFFSET" or "FETCH" or "TOP" when At(i + 1) is { Kind: SqlTokenKind.Number or SqlTokenKind.Placeholder or SqlTokenKind.Operator or SqlTokenKind.Word }:
                return SqlShape.Limit;
            case "GROUP" when IsWord(i + 1, "BY"):
                return SqlShape.GroupBy;
            case "HAVING":
                return SqlShape.GroupBy;
            case "DISTINCT":
                return SqlShape.Distinct;
            case "UNION" or "EXCEPT" or "INTERSECT" or "MINUS":
                return SqlShape.SetOperation;
            default:
                return SqlShape.None;
        }
    }
}
