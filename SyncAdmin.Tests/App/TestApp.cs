using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;

namespace SyncAdmin.Tests.App;

/// <summary>The whole application in memory, on real SQLite state in a temporary folder of its own; no sample unless asked for.</summary>
internal sealed partial class TestApp : WebApplicationFactory<SyncAdmin.App.Components.Root>
{
    internal const string BootstrapKey = "sk_tests_only_0123456789abcdefghij";
    private readonly (string Key, string Value)[] _settings;
    private readonly Dictionary<Role, string> _keys = [];

    internal TestApp(params (string Key, string Value)[] settings) => _settings = settings;

    internal string DataDirectory { get; } = Directory.CreateTempSubdirectory("syncadmin-app-").FullName;

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>A client that sends nothing of its own and follows no redirect.</summary>
    internal HttpClient Anybody() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });

    /// <summary>A browser: keeps cookies, follows no redirect.</summary>
    internal HttpClient Browser() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true });

    /// <summary>A machine with the bootstrap key, or with a key of this role.</summary>
    internal async Task<HttpClient> MachineAsync(Role role = Role.Admin)
    {
        var client = Anybody();
        client.DefaultRequestHeaders.Add("X-API-Key", await KeyAsync(role));
        return client;
    }

    internal async Task<string> KeyAsync(Role role)
    {
        if (role == Role.Admin)
        {
            return BootstrapKey;
        }

        if (!_keys.TryGetValue(role, out var key))
        {
            var made = await Services.GetRequiredService<ApiKeys>().CreateAsync(new ApiKeyInput { Name = $"test {role}", Role = role }, Actor.System, null, CancellationToken.None);
            _keys[role] = key = made.Required().Key!;
        }

        return key;
    }

    /// <summary>A browser that has used a sign-in link up.</summary>
    internal async Task<HttpClient> SignedInBrowserAsync()
    {
        var browser = Browser();
        var token = await Services.GetRequiredService<SignInLinks>().CreateAsync(CancellationToken.None);
        using var answer = await PostSignInAsync(browser, token);
        Xunit.Assert.Equal("/", answer.Headers.Location?.ToString());
        return browser;
    }

    /// <summary>Does what the button of the sign-in page does.</summary>
    internal static Task<HttpResponseMessage> PostSignInAsync(HttpClient browser, string token, string? returnUrl = null) =>
        PostSignInAsync(browser, new Uri($"/sign-in?token={token}", UriKind.Relative), returnUrl);

    /// <summary>The same for a whole link.</summary>
    internal static async Task<HttpResponseMessage> PostSignInAsync(HttpClient browser, Uri link, string? returnUrl = null)
    {
        var page = await browser.GetStringAsync(link);
        var token = link.OriginalString[(link.OriginalString.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        var fields = new Dictionary<string, string> { ["__RequestVerificationToken"] = AntiforgeryOf(page), ["token"] = token };
        if (returnUrl is not null)
        {
            fields["returnUrl"] = returnUrl;
        }

        using var form = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(link.IsAbsoluteUri ? new Uri(link, "/sign-in") : new Uri("/sign-in", UriKind.Relative), form);
    }

    internal static string AntiforgeryOf(string page) => AntiforgeryField().Match(page).Groups["token"].Value;

    internal static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>(Json);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("DataDirectory", DataDirectory);
        builder.UseSetting("Access:BootstrapApiKey", BootstrapKey);
        builder.UseSetting("Sample:Enabled", "false");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AntiforgeryField();
}
