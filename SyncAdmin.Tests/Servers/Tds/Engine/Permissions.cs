namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>
/// Who may do what in a database. What a right holds for is a text: empty for the database, <c>schema</c>, <c>schema.table</c> or
/// <c>schema.table.column</c>; a right on the larger holds for the smaller.
/// </summary>
internal sealed class Permissions
{
    internal const string WholeDatabase = "";
    private static readonly string[] Writing = ["INSERT", "UPDATE", "DELETE"];
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Principal, string Permission, string On), bool> _granted = [];
    private readonly HashSet<(string Role, string Member)> _members = [];

    /// <summary>GRANT, DENY or REVOKE.</summary>
    internal void Change(string verb, string principal, string permission, string on)
    {
        var key = (Key(principal), permission, Key(on));
        lock (_lock)
        {
            if (verb == "REVOKE")
            {
                _granted.Remove(key);
            }
            else
            {
                _granted[key] = verb == "GRANT";
            }
        }
    }

    /// <summary>ALTER ROLE … ADD or DROP MEMBER.</summary>
    internal void ChangeMember(string role, string member, bool isMember)
    {
        lock (_lock)
        {
            _ = isMember ? _members.Add((Key(role), Key(member))) : _members.Remove((Key(role), Key(member)));
        }
    }

    internal bool IsMember(TdsUser user, string role)
    {
        lock (_lock)
        {
            return Principals(user).Contains(Key(role));
        }
    }

    internal bool Has(TdsUser user, string permission, string on)
    {
        lock (_lock)
        {
            var principals = Principals(user);
            if (principals.Contains("DB_OWNER"))
            {
                return true;
            }

            var answers = principals.SelectMany(principal => Scopes(Key(on)).Select(scope => _granted.TryGetValue((principal, permission, scope), out var granted) ? granted : (bool?)null)).ToList();
            return !answers.Contains(false) && (answers.Contains(true) || ByRole(principals, permission));
        }
    }

    private static bool ByRole(HashSet<string> principals, string permission) => permission switch
    {
        "CONNECT" => true,
        "SELECT" => principals.Contains("DB_DATAREADER"),
        "ALTER" or "CREATE TABLE" or "CREATE VIEW" => principals.Contains("DB_DDLADMIN"),
        _ => principals.Contains("DB_DATAWRITER") && Array.IndexOf(Writing, permission) >= 0,
    };

    /// <summary>The user, and all roles that it is in, by way of others too.</summary>
    private HashSet<string> Principals(TdsUser user)
    {
        HashSet<string> principals = [Key(user.Name), "PUBLIC"];
        string[] roles = user.Rights switch
        {
            TdsRights.Everything => ["DB_OWNER", "DB_DATAREADER", "DB_DATAWRITER", "DB_DDLADMIN"],
            TdsRights.ReadWrite => ["DB_DATAREADER", "DB_DATAWRITER"],
            TdsRights.Read => ["DB_DATAREADER"],
            _ => [],
        };
        principals.UnionWith(roles);
        while (_members.Where(pair => principals.Contains(pair.Member) && !principals.Contains(pair.Role)).Select(pair => pair.Role).ToList() is { Count: > 0 } more)
        {
            principals.UnionWith(more);
        }

        return principals;
    }

    private static IEnumerable<string> Scopes(string on)
    {
        for (var scope = on; scope.Length > 0; scope = scope[..Math.Max(0, scope.LastIndexOf('.'))])
        {
            yield return scope;
        }

        yield return WholeDatabase;
    }

    private static string Key(string name) => name.ToUpperInvariant();
}
