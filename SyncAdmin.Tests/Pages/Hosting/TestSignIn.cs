using Microsoft.AspNetCore.Components.Authorization;
using SyncAdmin.App.Access;
using SyncAdmin.Core.Access;

namespace SyncAdmin.Tests.Pages.Hosting;

internal sealed class TestSignIn(Actor reader) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
        Task.FromResult(new AuthenticationState(reader.ToPrincipal(Schemes.Cookie)));
}
