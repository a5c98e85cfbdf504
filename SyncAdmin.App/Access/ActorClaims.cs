using System.Security.Claims;
using SyncAdmin.Core.Access;

namespace SyncAdmin.App.Access;

/// <summary>An <see cref="Actor"/> as the claims of a signed-in principal, and back.</summary>
internal static class ActorClaims
{
    private const string Kind = "syncadmin:kind";

    internal static ClaimsPrincipal ToPrincipal(this Actor actor, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(Kind, actor.Kind),
            new Claim(ClaimTypes.NameIdentifier, actor.Id),
            new Claim(ClaimTypes.Name, actor.Name),
            new Claim(ClaimTypes.Role, actor.Role.ToString()),
        ],
        scheme));

    /// <summary>The actor; null when nobody is signed in.</summary>
    internal static Actor? ToActor(this ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true }
        && principal.FindFirstValue(Kind) is { } kind
        && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
        && Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role)
            ? new Actor(kind, id, principal.FindFirstValue(ClaimTypes.Name) ?? id, role)
            : null;
}
