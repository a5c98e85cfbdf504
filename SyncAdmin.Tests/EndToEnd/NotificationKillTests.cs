using System.Net;
using SyncAdmin.Tests.App;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Webhooks.Outgoing;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>A real process, killed while a receiver has its message: nothing is lost, and the repetition is known by its id.</summary>
[Collection(HeavyTests.Name)]
public sealed class NotificationKillTests
{
    [Fact]
    public async Task A_message_that_was_under_way_when_the_process_was_killed_comes_again_with_its_id()
    {
        var data = Directory.CreateTempSubdirectory("syncadmin-notice-").FullName;
        using var shop = new SmallShop();
        await using var receiver = new FakeReceiver();
        // A short time limit makes a short lease, and that is what a killed process keeps its message for.
        (string, string)[] settings = [("Outbound:AllowedPrivateHosts", "127.0.0.1"), ("Webhooks:TimeoutSeconds", "2")];
        var app = await AppProcess.StartAsync(data, settings);
        try
        {
            var endpoint = await BrokenShop.ListenAsync(app, receiver.Url);
            receiver.Answer = (_, _, _) =>
            {
                app.Kill();
                return Task.CompletedTask;
            };
            await Record.ExceptionAsync(() => BrokenShop.FailAsync(app, shop, "shop")); // It may be killed before it has answered us.
            await Eventually.IsTrueAsync(() => Task.FromResult(receiver.Calls.Count == 1 && app.Process.HasExited), TimeSpan.FromSeconds(60), () => app.Output);
            app.Dispose();

            receiver.Answer = FakeReceiver.Status(200);
            app = await AppProcess.StartAsync(data, settings);
            await Eventually.IsTrueAsync(() => Task.FromResult(receiver.Calls.Count >= 2), TimeSpan.FromSeconds(60), () => app.Output);

            Assert.Single(receiver.Calls.Select(call => (call.Id, call.Text)).Distinct());
            await Eventually.IsTrueAsync(
                async () => (await app.SendAsync(HttpMethod.Get, $"/api/notifications/{endpoint}/attempts", null, HttpStatusCode.OK)).GetProperty("total").GetInt64() == 1,
                TimeSpan.FromSeconds(30),
                () => app.Output);
        }
        finally
        {
            app.Dispose();
            Directory.Delete(data, recursive: true);
        }
    }
}
