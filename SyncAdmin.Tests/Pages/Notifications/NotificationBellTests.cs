using SyncAdmin.App.Components.Notifications;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Notifications;
using SyncAdmin.Tests.Pages.Hosting;
using SyncAdmin.Tests.Pages.Resources;
using Xunit;

namespace SyncAdmin.Tests.Pages.Notifications;

public sealed class NotificationBellTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task Where_nothing_has_happened_it_says_what_it_would_tell_of()
    {
        await using var host = _pages.At("/");
        var page = await host.RenderAsync<NotificationBell>();
        Assert.Null(page.QuerySelector(".badge"));
        Assert.Equal("Notifications", page.QuerySelector("#notifications-button .sr-only")!.TextContent);
        Assert.Equal("false", page.QuerySelector("#notifications-button")!.GetAttribute("aria-expanded"));

        page = await host.ClickAsync("notifications-button");

        Assert.Contains("Nothing to tell", page.QuerySelector("#notifications")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#mark-all-read"));
        Assert.Equal("notifications", page.QuerySelector("#notifications-button")!.GetAttribute("aria-controls"));
    }

    [Fact]
    public async Task It_counts_what_the_reader_has_not_read_and_leads_to_the_job()
    {
        var failed = NotificationHouse.Failed();
        await RaiseAsync(failed, new NotificationEvent(NotificationKind.QueueLong, "queue", "orders", "orders") { Count = 1_200 });
        await using var host = _pages.At("/");
        var page = await host.RenderAsync<NotificationBell>();
        Assert.Equal(("2", "Notifications, 2 unread"), (page.QuerySelector(".badge")!.TextContent, page.QuerySelector("#notifications-button .sr-only")!.TextContent));

        page = await host.ClickAsync("notifications-button");
        var shown = page.QuerySelectorAll("#notifications li").Select(item => item.TextContent).ToArray();
        Assert.Equal(2, shown.Length);
        Assert.Contains("Many messages wait: orders", shown[0], StringComparison.Ordinal);
        Assert.Contains("1,200 messages wait.", shown[0], StringComparison.Ordinal);
        Assert.Contains("Sync of shop failed", shown[1], StringComparison.Ordinal);
        Assert.Contains("The sync made no progress", shown[1], StringComparison.Ordinal);
        Assert.Equal($"/syncs/{failed.JobId}", page.QuerySelector("#notifications li a")!.GetAttribute("href"));

        page = await host.ClickAsync("mark-all-read");
        Assert.Null(page.QuerySelector(".badge"));
        Assert.Empty(page.QuerySelectorAll("li.unread"));
        page = await host.ClickAsync("close-notifications");
        Assert.Null(page.QuerySelector("#notifications"));
    }

    [Fact]
    public async Task It_speaks_Spanish_and_shows_the_newest_only()
    {
        await RaiseAsync([.. Enumerable.Range(0, 101).Select(number => NotificationHouse.Failed($"tienda {number}"))]);
        await using var host = _pages.At("/", culture: "es-ES");
        await host.RenderAsync<NotificationBell>();
        var page = await host.ClickAsync("notifications-button");

        Assert.Equal("99+", page.QuerySelector(".badge")!.TextContent);
        Assert.Equal(20, page.QuerySelectorAll("#notifications li").Length);
        Assert.Contains("Falló la sincronización de tienda", page.QuerySelector("#notifications li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Se muestran los 20 más recientes de 101.", page.QuerySelector(".more")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_has_words_in_both_languages()
    {
        var texts = TextFile.Of("NotificationTexts", "en").Texts;

        Assert.All(Enum.GetNames<NotificationKind>(), name => Assert.Contains("Kind" + name, texts));
        Assert.All(Enum.GetValues<NotificationKind>().Where(NotificationThresholds.Lasts), kind => Assert.Contains("Count" + kind, texts));
    }

    private Task RaiseAsync(params NotificationEvent[] events) => _pages.Get<StateDatabase>().WriteAsync(
        async (transaction, token) =>
        {
            // A second apart, because the list shows the newest first and two rows of one millisecond have no order.
            var now = await transaction.NowAsync(token);
            for (var index = 0; index < events.Length; index++)
            {
                _pages.Get<NotificationOutbox>().Add(transaction, events[index], now + TimeSpan.FromSeconds(index - events.Length), inBell: true, endpoints: null);
            }

            await transaction.Db.SaveChangesAsync(token);
        },
        default);
}
