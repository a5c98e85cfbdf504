using System.Net.Http.Json;
using System.Text.Json;
using SyncAdmin.App.Access;
using Xunit;

namespace SyncAdmin.Tests.App.Hosting;

public sealed class ApiDescriptionTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task The_document_describes_every_route_with_what_it_needs_and_how_it_fails()
    {
        using var machine = await fixture.App.MachineAsync();

        var document = await machine.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.Equal(["apiKey", "bearer", "session"], document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name));
        foreach (var entry in PolicyTable.Entries.Where(entry => entry.Pattern.StartsWith("/api/", StringComparison.Ordinal)))
        {
            Assert.True(document.GetProperty("paths").TryGetProperty(entry.Pattern, out var path), entry.Pattern);
#pragma warning disable CA1308 // OpenAPI writes methods in lower case.
            var operation = path.GetProperty(entry.Method.ToLowerInvariant());
#pragma warning restore CA1308
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()), entry.Pattern);
            var responses = operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToList();
            Assert.Contains("429", responses);
            var isSigned = entry.Pattern.StartsWith("/api/webhooks/", StringComparison.Ordinal);
            Assert.Equal(entry.Permission is not null || isSigned, responses.Contains("401"));
            Assert.Equal(entry.Permission is not null, operation.TryGetProperty("security", out _));
            Assert.All(
                operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [],
                parameter => Assert.True(char.IsAsciiLetterLower(parameter.GetProperty("name").GetString()![0]), $"{entry.Pattern}: {parameter.GetRawText()}"));
        }
    }
}
