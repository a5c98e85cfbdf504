using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Sync;

public sealed class JobEventsTests
{
    private static readonly SyncJobEventView[] Entries =
    [
        Entry(1, JobEventKind.Requested, "2026-11-22T03:00:00.0000000+00:00", "schedule:0 3 * * *"),
        Entry(2, JobEventKind.Claimed, "host/42/abc"),
        Entry(3, JobEventKind.ResumedFrom, "51000"),
        Entry(4, JobEventKind.Waits, "source") with { Times = 12, Until = Examples.Now.AddMinutes(5) },
        Entry(5, JobEventKind.CancelRequested, by: "user:Ada"),
        Entry(6, JobEventKind.Failed, "SYNC-5102"),
        Entry(7, JobEventKind.Decision, "rejected", "user:Ada"),
        Entry(8, "somethingNew", "of a later version"),
    ];

    [Fact]
    public async Task Entries_say_what_when_who_and_how_often()
    {
        var lines = await LinesAsync("en-US");

        Assert.Contains("Started by the schedule for 11/22/2026 3:00:00 AM UTC", lines[0], StringComparison.Ordinal);
        Assert.Contains("by schedule 0 3 * * *", lines[0], StringComparison.Ordinal);
        Assert.Contains("host/42/abc", lines[1], StringComparison.Ordinal);
        Assert.Contains("Resumed from record 51,000", lines[2], StringComparison.Ordinal);
        Assert.All(["Waiting for the source", "12 times", "until 11/22/2026 12:05:00 PM UTC"], part => Assert.Contains(part, lines[3], StringComparison.Ordinal));
        Assert.All(["Cancel requested", "by Ada"], part => Assert.Contains(part, lines[4], StringComparison.Ordinal));
        Assert.Contains("Failed: The sync made no progress (SYNC-5102)", lines[5], StringComparison.Ordinal);
        Assert.All(["The deletion was rejected", "by Ada"], part => Assert.Contains(part, lines[6], StringComparison.Ordinal));
        Assert.All(["somethingNew", "of a later version"], part => Assert.Contains(part, lines[7], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_spanish_reader_gets_them_in_spanish()
    {
        var lines = await LinesAsync("es-MX");

        Assert.Contains("Iniciado por la programación de", lines[0], StringComparison.Ordinal);
        Assert.Contains("En espera de la fuente", lines[3], StringComparison.Ordinal);
        Assert.Contains("Fallido: La sincronización no avanzó", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_decided_on_a_re_index_speaks_of_no_deletion() =>
        Assert.Contains("Not agreed: the old collection is kept", (await LinesAsync("en-US", SyncJobType.Reindex))[6], StringComparison.Ordinal);

    private static SyncJobEventView Entry(long id, string kind, string? detail = null, string? by = null) =>
        new(id, Examples.Now.AddSeconds(id), kind, detail, by, null, 1, "c");

    private static async Task<string[]> LinesAsync(string culture, SyncJobType? type = null)
    {
        await using var host = new ComponentHost(culture: culture, clock: new StillClock());
        var page = await host.RenderAsync<JobEvents>((nameof(JobEvents.Events), new Page<SyncJobEventView>(Entries, Entries.Length, 1, 25)), (nameof(JobEvents.Type), type));
        return [.. page.QuerySelectorAll("li").Select(line => string.Join(' ', line.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
    }
}
