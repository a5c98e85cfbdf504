using Microsoft.AspNetCore.Components;

namespace SyncAdmin.Tests.Pages.Hosting;

internal sealed class TestNavigation : NavigationManager
{
    private const string Base = "http://localhost/";

    internal TestNavigation(string address) => Initialize(Base, Base + address.TrimStart('/'));

    protected override void NavigateToCore(string uri, NavigationOptions options)
    {
        Uri = ToAbsoluteUri(uri).ToString();
        NotifyLocationChanged(isInterceptedLink: false);
    }
}
