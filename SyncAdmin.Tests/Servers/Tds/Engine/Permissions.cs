namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>Who may do what in a database.</summary>
internal sealed class Permissions
{
    private const string WholeDatabase = "";
    private static readonly string[] Writing = ["INSERT", "UPDATE", "DELETE"];
    private readonly Lock _lock = new();
    private readonly Dictionary<(string User, string Permission, string On), bool> _granted = [];

    /// <summary>GRANT, DENY or REVOKE; <paramref name="table"/> null: on the database.</summary>
    internal void Change(string verb, string user, string permission, string? table)
    {
        var key = (user.ToUpperInvariant(), permission, (table ?? WholeDatabase).ToUpperInvariant());
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

    /// <summary><paramref name="table"/> is <c>schema.name</c>; null: the database.</summary>
    internal bool Has(TdsUser user, string permission, string? table)
    {
        if (user.Rights == TdsRights.Everything)
        {
            return true;
        }

        if ((Granted(user, permission, table) ?? Granted(user, permission, table?.Split('.')[0]) ?? Granted(user, permission, WholeDatabase)) is { } granted)
        {
            return granted;
        }

        return permission switch
        {
            "CONNECT" => true,
            "SELECT" => user.Rights is TdsRights.Read or TdsRights.ReadWrite,
            _ => user.Rights == TdsRights.ReadWrite && Array.IndexOf(Writing, permission) >= 0,
        };
    }

    private bool? Granted(TdsUser user, string permission, string? on)
    {
        lock (_lock)
        {
            return _granted.TryGetValue((user.Name.ToUpperInvariant(), permission, (on ?? WholeDatabase).ToUpperInvariant()), out var granted) ? granted : null;
        }
    }
}
