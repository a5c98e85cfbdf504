using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SyncAdmin.Core.Connectors.MySql;

/// <summary>Reads the lines of SHOW GRANTS, which MySQL and MariaDB write alike.</summary>
internal static partial class MySqlGrants
{
    private static readonly FrozenSet<string> Reading = new[]
    {
        "USAGE", "SELECT", "SHOW VIEW", "SHOW DATABASES", "PROCESS", "REPLICATION CLIENT", "BINLOG MONITOR", "SLAVE MONITOR", "REPLICA MONITOR",
        "LOCK TABLES", "CREATE TEMPORARY TABLES", "REFERENCES", "SHOW CREATE ROUTINE", "SHOW_ROUTINE", "PASSWORDLESS_USER_ADMIN",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What one line lets its login write: <c>INSERT, UPDATE on shop.*</c>; null when it only lets it read. What is not known to read counts as writing.</summary>
    internal static string? WritesIn(string grant)
    {
        if (Privileges().Match(grant) is not { Success: true } match)
        {
            return null;
        }

        // A column's right carries its columns in parentheses: INSERT (name, price).
        var rights = Parentheses().Replace(match.Groups["rights"].Value, "").Split(',', StringSplitOptions.TrimEntries)
            .Where(right => !Reading.Contains(right)).ToList();
        if (grant.EndsWith(" WITH GRANT OPTION", StringComparison.Ordinal))
        {
            rights.Add("GRANT OPTION");
        }

        return rights.Count == 0 ? null : $"{string.Join(", ", rights)} on {Plain(match.Groups["object"].Value)}";
    }

    /// <summary>The roles that one line gives, quoted as the server does: <c>`writer`@`%`</c>.</summary>
    internal static IEnumerable<string> RolesIn(string grant) => Privileges().IsMatch(grant) || Roles().Match(grant) is not { Success: true } match
        ? []
        : match.Groups["roles"].Value.Split(',', StringSplitOptions.TrimEntries);

    private static string Plain(string name) => name.Replace("`", "", StringComparison.Ordinal);

    [GeneratedRegex("^GRANT (?<rights>.+?) ON (?<object>.+?) TO ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Privileges();

    [GeneratedRegex("^GRANT (?<roles>.+?) TO ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Roles();

    [GeneratedRegex(@"\s*\([^)]*\)", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Parentheses();
}
