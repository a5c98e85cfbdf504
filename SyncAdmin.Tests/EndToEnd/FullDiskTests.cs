using System.Net;
using System.Text.Json;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>The disk fills up in the middle of a sync: the job waits and says why, nothing acknowledged is lost, and it goes on when there is room.</summary>
[Collection(HeavyTests.Name)]
public sealed class FullDiskTests : IDisposable
{
    private const int Rows = 20_000;
    private readonly string _roomy = Directory.CreateTempSubdirectory("syncadmin-roomy-").FullName;

    [Fact]
    public async Task Vectors_fill_the_disk()
    {
        using var disk = new SmallDisk(megabytes: 30); // 20,000 vectors need 61 MB.
        Directory.CreateSymbolicLink(Path.Combine(_roomy, "vectors"), disk.Path);
        await SurvivesAsync(_roomy, disk, expectsWaitingFor: "disk");
    }

    [Fact]
    public async Task State_fills_the_disk()
    {
        using var disk = new SmallDisk(megabytes: 200);
        Directory.CreateSymbolicLink(Path.Combine(disk.Path, "vectors"), Directory.CreateDirectory(Path.Combine(_roomy, "vectors")).FullName);
        await SurvivesAsync(disk.Path, disk, expectsWaitingFor: null, shrinkTo: 5); // The ledger of 20,000 records and its log need more.
    }

    public void Dispose() => Directory.Delete(_roomy, recursive: true);

    private static async Task SurvivesAsync(string data, SmallDisk disk, string? expectsWaitingFor, int? shrinkTo = null)
    {
        var connection = ProductTable.MariaDbConnection(ProductTable.InMariaDb(Rows));
        Guid datasource;
        using (var app = await AppProcess.StartAsync(data))
        {
            datasource = await app.CreateDatasourceAsync(ProductTable.Datasource("products", "mysql", connection, "products"));
            if (shrinkTo is { } megabytes)
            {
                disk.Resize(megabytes);
            }

            var job = await app.StartFullAsync(datasource);
            if (expectsWaitingFor is not null)
            {
                await UntilAsync(app, job, view => view.GetProperty("waitReason").GetString() == expectsWaitingFor);
            }

            // Full state can't even note that it is full: the log says it, and what was committed stays.
            await Eventually.IsTrueAsync(
                () => Task.FromResult(app.Output.Contains("full", StringComparison.OrdinalIgnoreCase)),
                TimeSpan.FromSeconds(60),
                () => app.Output);
            Assert.False(app.Process.HasExited);
            var committed = (await app.JobAsync(job)).GetProperty("processedRecords").GetInt64();

            disk.Resize(megabytes: 500);
            await ResumeWhereItWaitsAsync(app, job);
            var ended = await UntilAsync(app, job, view => view.GetProperty("status").GetString() is "completed" or "failed" or "cancelled");
            Assert.Equal("completed", ended.GetProperty("status").GetString());
            Assert.Equal(Rows, ended.GetProperty("processedRecords").GetInt64());
            Assert.InRange(committed, 0, Rows - 1);
            app.Stop();
        }

        await StoredPoints.EqualTheSourceAsync(data, datasource, "products", Rows);
    }

    /// <summary>A person need not wait for the back-off.</summary>
    private static async Task ResumeWhereItWaitsAsync(AppProcess app, Guid job)
    {
        if ((await app.JobAsync(job)).GetProperty("status").GetString() == "pending")
        {
            await app.SendAsync(HttpMethod.Post, $"/api/sync/jobs/{job}/resume", null, HttpStatusCode.Accepted);
        }
    }

    private static async Task<JsonElement> UntilAsync(AppProcess app, Guid job, Func<JsonElement, bool> condition)
    {
        JsonElement last = default;
        await Eventually.IsTrueAsync(async () => condition(last = await app.JobAsync(job)), TimeSpan.FromMinutes(3), () => $"{last}\n{app.Output}");
        return last;
    }
}
