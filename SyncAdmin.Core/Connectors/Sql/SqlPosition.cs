using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>Where in a query something stands, for people: lines and columns count from 1.</summary>
internal static class SqlPosition
{
    internal static string Of(string sql, int index)
    {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < index && i < sql.Length; i++)
        {
            if (sql[i] == '\n' || (sql[i] == '\r' && (i + 1 == sql.Length || sql[i + 1] != '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        return $"line {line}, column {index - lineStart + 1}";
    }

    internal static Problem Problem(ErrorDefinition error, string sql, int index, string what) =>
        new(error, $"{what} at {Of(sql, index)}.")
        {
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["position"] = index },
        };
}
