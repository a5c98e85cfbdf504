using System.Diagnostics;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Cancelling and time limits reach the server.</content>
public abstract partial class ConnectorConformance
{
    /// <summary>Statements that the server is working on for connectors; null where the server can't tell.</summary>
    protected virtual Task<long> RunningAsync() => Task.FromResult(0L);

    /// <summary>Days of work, in the plainest SQL.</summary>
    protected const string Endless = "SELECT COUNT(*) AS id, 'x' AS code FROM products a, products b, products c, products d WHERE a.id + b.id + c.id = d.id * 17 + 5";

    [Fact]
    public async Task Cancelling_stops_the_statement_on_the_server_within_a_second()
    {
        CreateProducts(3_000);
        var connector = Connect();
        var query = Products(Endless);
        Func<CancellationToken, Task>[] calls =
        [
            token => connector.CountAsync(query, token),
            token => connector.PreviewAsync(query, 3, token),
            token => connector.ReadByKeysAsync(query, [new([1L])], token),
            token => connector.ReadByCodesAsync(query, ["x"], token),
            async token =>
            {
                await foreach (var _ in connector.ReadAsync(query, null, token))
                {
                }
            },
        ];
        List<TimeSpan> took = [];
        foreach (var call in calls)
        {
            using var cancelling = new CancellationTokenSource();
            var running = call(cancelling.Token);
            await UntilRunningAsync();
            var clock = Stopwatch.StartNew();
            await cancelling.CancelAsync();
#pragma warning disable VSTHRD003 // Started a few lines above.
            var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
#pragma warning restore VSTHRD003
            Assert.Equal(cancelling.Token, stopped.CancellationToken);
            await Eventually.IsTrueAsync(async () => await RunningAsync() == 0, TimeSpan.FromSeconds(5), () => "The server still works on it.");
            took.Add(clock.Elapsed);
        }

        // On a machine that is busy with other tests one or the other may wait for a processor.
        Assert.True(took.Min() < TimeSpan.FromSeconds(1), $"Took {string.Join(", ", took)}.");
        Assert.True(took.Max() < TimeSpan.FromSeconds(20), $"Took {string.Join(", ", took)}.");

        // The connection that was stopped serves again.
        Assert.Equal(3_000, await connector.CountAsync(Products(), CancellationToken.None));
    }

    private async Task UntilRunningAsync()
    {
        if (Type is "sqlite")
        {
            // There is no server to ask; the plan takes a moment, and whatever is stopped early must stop too.
            await Task.Delay(50);
            return;
        }

        await Eventually.IsTrueAsync(async () => await RunningAsync() > 0, TimeSpan.FromSeconds(20), () => "The slow statement never started.");
    }
}
