using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.App.Access;
using SyncAdmin.Core.Access;
using Xunit;

namespace SyncAdmin.Tests.App.Access;

public sealed class PolicyTableTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string AnyId = "0192f000-0000-7000-8000-000000000001";

    private IReadOnlyList<RouteEndpoint> Endpoints => [.. fixture.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    [Fact]
    public void Every_endpoint_has_a_line()
    {
        Assert.Contains(Endpoints, endpoint => PolicyTable.PatternOf(endpoint) == "/hubs/sync");
        Assert.Contains(Endpoints, endpoint => PolicyTable.PatternOf(endpoint) == "/openapi/{documentName}.json");
        Assert.Contains(Endpoints, endpoint => PolicyTable.PatternOf(endpoint) == PolicyTable.StaticAssets);
        Assert.Contains(Endpoints, endpoint => PolicyTable.PatternOf(endpoint) == "/syncs/{JobId}");

        Assert.Empty(Endpoints
            .SelectMany(endpoint => MethodsOf(endpoint).Select(method => (Method: method, Endpoint: endpoint)))
            .Where(route => PolicyTable.Find(route.Endpoint, route.Method) is null)
            .Select(route => $"{route.Method} {PolicyTable.PatternOf(route.Endpoint)}")
            .Distinct());
    }

    [Fact]
    public void Every_line_has_an_endpoint()
    {
        var mapped = Endpoints.SelectMany(endpoint => MethodsOf(endpoint).Append("*").Select(method => (method, PolicyTable.PatternOf(endpoint)))).ToHashSet();

        Assert.Empty(PolicyTable.Entries.Where(entry => !mapped.Contains((entry.Method, entry.Pattern))).Select(entry => $"{entry.Method} {entry.Pattern}"));
    }

    [Fact]
    public void An_endpoint_without_a_line_is_found()
    {
        var planted = new RouteEndpoint(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/api/planted"), 0, null, "planted");

        Assert.Null(PolicyTable.Find(planted, "GET"));
    }

    [Fact]
    public async Task Each_role_may_call_what_the_table_says_and_nothing_else()
    {
        var wrong = new List<string>();
        foreach (var entry in PolicyTable.Entries.Where(entry => entry is { Permission: not null, Method: not "*" } && entry.Pattern.StartsWith("/api/", StringComparison.Ordinal)))
        {
            foreach (var role in new Role?[] { null, Role.Viewer, Role.Operator, Role.Admin })
            {
                using var client = role is { } known ? await fixture.App.MachineAsync(known) : fixture.App.Anybody();
                using var request = new HttpRequestMessage(new HttpMethod(entry.Method), Address(entry.Pattern));
                if (entry.Method is "POST" or "PUT")
                {
                    request.Content = new StringContent("{}", null, "application/json");
                }

                using var answer = await client.SendAsync(request);
                var status = (int)answer.StatusCode;
                var expected = role is not { } held ? status == StatusCodes.Status401Unauthorized
                    : Policy.Allows(held, entry.Permission!.Value) ? status is not (StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status500InternalServerError)
                    : status == StatusCodes.Status403Forbidden;
                if (!expected)
                {
                    wrong.Add($"{entry.Method} {entry.Pattern} as {role?.ToString() ?? "nobody"}: {status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(Role.Viewer, "POST", "/api/datasources")]
    [InlineData(Role.Operator, "POST", "/api/datasources")]
    [InlineData(Role.Operator, "PUT", $"/api/datasources/{AnyId}")]
    [InlineData(Role.Operator, "DELETE", "/api/collections/nothing")]
    [InlineData(Role.Operator, "GET", "/api/audit")]
    [InlineData(Role.Operator, "POST", "/api/datasources/test-connection")]
    [InlineData(Role.Viewer, "POST", $"/api/sync/full/{AnyId}")]
    [InlineData(Role.Viewer, "POST", $"/api/sync/jobs/{AnyId}/cancel")]
    public async Task What_the_product_keeps_from_a_role_is_kept_from_it(Role role, string method, string address)
    {
        using var client = await fixture.App.MachineAsync(role);
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = new StringContent("{}", null, "application/json") };

        using var answer = await client.SendAsync(request);

        await ProblemAssert.IsProblemAsync(answer, System.Net.HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/hubs/sync/negotiate?negotiateVersion=1", "POST")]
    [InlineData("/openapi/v1.json", "GET")]
    public async Task The_hub_and_the_document_are_closed_to_nobody_in_particular(string address, string method)
    {
        using var nobody = fixture.App.Anybody();
        using var viewer = await fixture.App.MachineAsync(Role.Viewer);

        using var refused = await nobody.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));
        using var served = await viewer.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        Assert.Equal(StatusCodes.Status401Unauthorized, (int)refused.StatusCode);
        Assert.Equal(StatusCodes.Status200OK, (int)served.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/search")]
    [InlineData("/syncs")]
    [InlineData($"/syncs/{AnyId}")]
    [InlineData("/_blazor")]
    public async Task A_page_sends_who_is_not_signed_in_to_the_sign_in_page(string address)
    {
        using var nobody = fixture.App.Anybody();

        using var answer = await nobody.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(StatusCodes.Status302Found, (int)answer.StatusCode);
        Assert.StartsWith("/sign-in?returnUrl=", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"];

    private static Uri Address(string pattern) => new(
        string.Join('/', pattern.Split('/').Select(part => part is "{name}" ? "nothing" : part.StartsWith('{') ? AnyId : part)),
        UriKind.Relative);
}
