using Microsoft.AspNetCore.Components.Authorization;
using SyncAdmin.App.Access;
using SyncAdmin.Core.Access;

namespace SyncAdmin.App.Components.Access;

/// <summary>Who reads the page. One per circuit; asked anew for each act, since a page can stay open for longer than its reader keeps a role.</summary>
public sealed class CurrentActor(AuthenticationStateProvider states)
{
    /// <summary>The reader; null when nobody is signed in.</summary>
    public async Task<Actor?> GetAsync() => (await states.GetAuthenticationStateAsync()).User.ToActor();

    /// <summary>The reader when they have the permission; else null.</summary>
    public async Task<Actor?> WithAsync(Permission permission) =>
        await GetAsync() is { } actor && Policy.Allows(actor.Role, permission) ? actor : null;
}
