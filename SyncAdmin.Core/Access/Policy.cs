namespace SyncAdmin.Core.Access;

/// <summary>Role × permission: the one place that says who may what.</summary>
public static class Policy
{
    /// <summary>The least role that has the permission.</summary>
    public static Role Least(Permission permission) => permission switch
    {
        Permission.Search or Permission.Look => Role.Viewer,
        Permission.Run => Role.Operator,
        _ => Role.Admin,
    };

    /// <summary>Whether a role has a permission.</summary>
    public static bool Allows(Role role, Permission permission) => role >= Least(permission);
}
