using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.App.Access;
using SyncAdmin.Core.Access;
using Xunit;

namespace SyncAdmin.Tests.App.Access;

public sealed class SignInTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static readonly Uri Profile = new("/api/auth/profile", UriKind.Relative);
    private static readonly Uri Datasources = new("/api/datasources", UriKind.Relative);

    private TestApp App => fixture.App;

    [Fact]
    public async Task A_link_is_spent_by_the_button_and_not_by_being_opened()
    {
        using var browser = App.Browser();
        var token = await LinkAsync();
        await browser.GetAsync(new Uri($"/sign-in?token={token}", UriKind.Relative));
        await browser.GetAsync(new Uri($"/sign-in?token={token}", UriKind.Relative));

        using var answer = await TestApp.PostSignInAsync(browser, token);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location?.ToString());
        using var profile = await browser.GetAsync(Profile);
        var json = await TestApp.JsonAsync(profile);
        Assert.Equal("user", json.GetProperty("kind").GetString());
        Assert.Equal("admin", json.GetProperty("role").GetString());
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var token = await LinkAsync();
        using var first = App.Browser();
        using var second = App.Browser();
        (await TestApp.PostSignInAsync(first, token)).Dispose();

        using var answer = await TestApp.PostSignInAsync(second, token);

        Assert.StartsWith("/sign-in?failed=1", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var profile = await second.GetAsync(Profile);
        Assert.Equal(HttpStatusCode.Unauthorized, profile.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_spends_no_link()
    {
        using var browser = App.Browser();
        var token = await LinkAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = token });

        using var refused = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var answer = await TestApp.PostSignInAsync(browser, token);
        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        using var browser = App.Browser();
        using var answer = await TestApp.PostSignInAsync(browser, await LinkAsync());

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("SyncAdmin.Session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/syncs?page=2", "/syncs?page=2")]
    [InlineData("/search?text=ca\u00f1o\U0001F528", "/search?text=ca%C3%B1o%F0%9F%94%A8")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("", "/")]
    [InlineData("/a\r\nSet-Cookie: b=c", "/")]
    public async Task A_sign_in_ends_on_a_page_of_this_site(string returnUrl, string expected)
    {
        using var browser = App.Browser();

        using var answer = await TestApp.PostSignInAsync(browser, await LinkAsync(), returnUrl);

        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
        Assert.Equal(expected, SignIn.LocalUrl(returnUrl));
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var browser = await App.SignedInBrowserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/logout");
        request.Headers.Add("X-Requested-With", "SyncAdmin");

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        using var profile = await browser.GetAsync(Profile);
        Assert.Equal(HttpStatusCode.Unauthorized, profile.StatusCode);
    }

    [Fact]
    public async Task A_change_with_a_session_needs_a_sign_that_our_page_sent_it()
    {
        using var browser = await App.SignedInBrowserAsync();

        using var bare = await SendChangeAsync(browser);
        using var marked = await SendChangeAsync(browser, ("X-Requested-With", "SyncAdmin"));
        using var crossSite = await SendChangeAsync(browser, ("X-Requested-With", "SyncAdmin"), ("Origin", "http://localhost:9999"));
        using var sandboxed = await SendChangeAsync(browser, ("X-Requested-With", "SyncAdmin"), ("Origin", "null"));
        using var own = await SendChangeAsync(browser, ("X-Requested-With", "SyncAdmin"), ("Origin", "http://localhost"));

        await ProblemAssert.IsProblemAsync(bare, HttpStatusCode.Forbidden);
        await ProblemAssert.IsProblemAsync(crossSite, HttpStatusCode.Forbidden);
        await ProblemAssert.IsProblemAsync(sandboxed, HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, marked.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.StatusCode);
    }

    [Fact]
    public async Task Another_sites_page_can_not_open_the_hub_in_a_signed_in_persons_name()
    {
        using var browser = await App.SignedInBrowserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/sync/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", "http://localhost:9999");

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_works_in_either_header()
    {
        using var byHeader = await GetAsync(Profile, ("X-API-Key", TestApp.BootstrapKey));
        using var byBearer = await GetAsync(Profile, ("Authorization", $"Bearer {TestApp.BootstrapKey}"));

        Assert.Equal(HttpStatusCode.OK, byHeader.StatusCode);
        Assert.Equal(HttpStatusCode.OK, byBearer.StatusCode);
    }

    [Theory]
    [InlineData("X-API-Key", "sk_unknown_0123456789abcdefghijk")]
    [InlineData("X-API-Key", "")]
    [InlineData("X-API-Key", "not-a-key")]
    [InlineData("Authorization", "Basic c2tfOng=")]
    [InlineData("Authorization", "Bearer ")]
    public async Task A_bad_key_is_refused(string header, string value)
    {
        using var answer = await GetAsync(Profile, (header, value));

        await ProblemAssert.IsProblemAsync(answer, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Two_keys_at_once_are_refused()
    {
        using var answer = await GetAsync(Profile, ("X-API-Key", TestApp.BootstrapKey), ("Authorization", $"Bearer {TestApp.BootstrapKey}"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_bad_key_does_not_fall_back_to_the_session()
    {
        using var browser = await App.SignedInBrowserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Profile);
        request.Headers.Add("X-API-Key", "sk_unknown_0123456789abcdefghijk");

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_opens_no_page()
    {
        using var answer = await GetAsync(new Uri("/syncs", UriKind.Relative), ("X-API-Key", TestApp.BootstrapKey));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_needs_no_sign_that_our_page_sent_it()
    {
        using var machine = await App.MachineAsync();

        using var answer = await SendChangeAsync(machine);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private Task<string> LinkAsync() => App.Services.GetRequiredService<SignInLinks>().CreateAsync(CancellationToken.None);

    private async Task<HttpResponseMessage> GetAsync(Uri address, params (string Name, string Value)[] headers)
    {
        using var client = App.Anybody();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    /// <summary>A change that is understood and refused for its content (422), so that nothing changes.</summary>
    private static async Task<HttpResponseMessage> SendChangeAsync(HttpClient client, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Datasources) { Content = new StringContent("{}", null, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await client.SendAsync(request);
    }
}
