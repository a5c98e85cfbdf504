using System.Text;
using Npgsql;
using NpgsqlTypes;
using SyncAdmin.Core.Connectors.Sql;

namespace SyncAdmin.Core.Connectors.PostgreSql;

/// <summary>
/// Parameters by position. Named ones the driver rewrites with a parser of its own, which also cuts the text at semicolons into several
/// statements; text with positional ones it sends as it is, and the server takes one statement only.
/// </summary>
internal static class PostgreSqlParameters
{
    /// <summary>The text with <c>$1, $2, …</c> in place of names, and the values in that order.</summary>
    internal static (string Text, IReadOnlyList<object> Values) Positional(SqlStatement statement)
    {
        if (statement.Parameters.Count == 0)
        {
            // Without any parameter the driver would rewrite again.
            return ($"SELECT * FROM ({statement.Text}) AS whole WHERE $1", [true]);
        }

        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < statement.Parameters.Count; i++)
        {
            positions["@" + statement.Parameters[i].Key] = i + 1;
        }

        var text = new StringBuilder(statement.Text.Length);
        var copied = 0;
        foreach (var token in SqlTokenizer.Tokenize(statement.Text, SqlDialect.PostgreSql).Required())
        {
            if (token.Kind == SqlTokenKind.Parameter)
            {
                text.Append(statement.Text, copied, token.Start - copied).Append('$').Append(positions[token.Text]);
                copied = token.End;
            }
        }

        return (text.Append(statement.Text, copied, statement.Text.Length - copied).ToString(), [.. statement.Parameters.Select(parameter => parameter.Value)]);
    }

    /// <summary>
    /// Text goes without a type: the server then takes the column's (citext, an enum, a numeric of 38 digits), and compares as it sorts.
    /// </summary>
    internal static NpgsqlParameter Bound(object value) => value switch
    {
        string text => new NpgsqlParameter { Value = text, NpgsqlDbType = NpgsqlDbType.Unknown },
        ulong number => new NpgsqlParameter { Value = (decimal)number },
        _ => new NpgsqlParameter { Value = value },
    };
}
