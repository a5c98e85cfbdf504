using System.Net;
using System.Text.Json;
using SyncAdmin.Tests.EndToEnd;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.App.Sample;

/// <summary>What a person sees who starts SyncAdmin on an empty folder: a real process with its defaults.</summary>
public sealed class FirstStartTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "syncadmin-first-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_catalogue_becomes_searchable_and_stays_deleted_when_a_person_deletes_it()
    {
        string datasource;
        using (var app = await AppProcess.StartAsync(_directory, ("Sample:Enabled", "")))
        {
            await Eventually.IsTrueAsync(() => Task.FromResult(app.Output.Contains("/sign-in?token=", StringComparison.Ordinal)), TimeSpan.FromSeconds(60), () => app.Output);
            Assert.Contains("[########################]  5,000 of 5,000  done in", app.Output, StringComparison.Ordinal);
            Assert.Contains($"SyncAdmin is ready at {app.Address.ToString().TrimEnd('/')}", app.Output, StringComparison.Ordinal);

            foreach (var (text, expected) in new[] { ("martillo", "Martillo"), ("MARTILO DE UÑA", "Martillo de uña"), ("destornillador phillips", "Destornillador") })
            {
                var answer = await app.SendAsync(HttpMethod.Post, "/api/search/text", new { collection = "ferreteria", text, limit = 3 }, HttpStatusCode.OK);
                var names = answer.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("payload").GetProperty("nombre").GetString()!).ToList();
                Assert.Contains(names, name => name.Contains(expected, StringComparison.OrdinalIgnoreCase));
            }

            datasource = (await DatasourcesAsync(app))[0].GetProperty("id").GetString()!;
            app.Stop();
        }

        using (var again = await AppProcess.StartAsync(_directory, ("Sample:Enabled", "")))
        {
            Assert.Equal(datasource, Assert.Single(await DatasourcesAsync(again)).GetProperty("id").GetString());
            await again.SendAsync(HttpMethod.Delete, $"/api/datasources/{datasource}", null, HttpStatusCode.NoContent);
            again.Kill();
        }

        using var last = await AppProcess.StartAsync(_directory, ("Sample:Enabled", "true"));
        await Eventually.IsTrueAsync(() => Task.FromResult(last.Output.Contains("/sign-in?token=", StringComparison.Ordinal)), TimeSpan.FromSeconds(60), () => last.Output);
        Assert.Empty(await DatasourcesAsync(last));
    }

    [Fact]
    public async Task A_state_that_was_there_before_gets_no_sample_by_itself()
    {
        using (var app = await AppProcess.StartAsync(_directory, ("Sample:Enabled", "false")))
        {
            app.Stop();
        }

        using var again = await AppProcess.StartAsync(_directory, ("Sample:Enabled", ""));
        await Eventually.IsTrueAsync(() => Task.FromResult(again.Output.Contains("/sign-in?token=", StringComparison.Ordinal)), TimeSpan.FromSeconds(60), () => again.Output);

        Assert.Empty(await DatasourcesAsync(again));
    }

    private static async Task<List<JsonElement>> DatasourcesAsync(AppProcess app) =>
        [.. (await app.SendAsync(HttpMethod.Get, "/api/datasources", null, HttpStatusCode.OK)).GetProperty("items").EnumerateArray()];
}
