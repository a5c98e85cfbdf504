using SyncAdmin.Core.Access;

namespace SyncAdmin.App.Access;

/// <summary>Who the caller is.</summary>
/// <param name="Kind"><c>user</c> or <c>key</c>.</param>
/// <param name="Id">Stable id.</param>
/// <param name="Name">For people.</param>
/// <param name="Role">Role.</param>
/// <param name="Permissions">What the role may.</param>
internal sealed record ProfileView(string Kind, string Id, string Name, Role Role, IReadOnlyList<Permission> Permissions)
{
    internal static ProfileView Of(Actor actor) =>
        new(actor.Kind, actor.Id, actor.Name, actor.Role, [.. Enum.GetValues<Permission>().Where(permission => Policy.Allows(actor.Role, permission))]);
}
