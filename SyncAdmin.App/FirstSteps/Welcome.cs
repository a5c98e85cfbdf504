using SyncAdmin.App.Access;
using SyncAdmin.App.Sample;
using SyncAdmin.Core.Access;

namespace SyncAdmin.App.FirstSteps;

/// <summary>
/// What a person at the console sees once the server listens: on a first start the sample catalogue's sync as it goes, then the address and
/// a one-time sign-in link.
/// </summary>
internal sealed partial class Welcome(
    IHostApplicationLifetime lifetime,
    ServerAddress address,
    SampleSetup sample,
    JobOnConsole console,
    SignInLinks links,
    IConfiguration configuration,
    ILogger<Welcome> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await GreetAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it was done, or the start failed: the host reports an escaped cancellation as a fault.
        }
    }

    private async Task GreetAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.Register(() => started.TrySetResult()))
        await using (stoppingToken.Register(() => started.TrySetCanceled(stoppingToken)))
        {
            await started.Task;
        }

        address.Publish();
        if (Hosting.HostMistakes.IsTrue(configuration, LoopbackOnly.Key))
        {
            LogOpen(logger, LoopbackOnly.Key);
        }

        try
        {
            if (await sample.RunAsync(stoppingToken) is { } job)
            {
                await console.FollowAsync(job.Id, "Sample catalogue", stoppingToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The sample is a courtesy: whatever stops it, people still get in.
            LogSampleFailed(logger, exception);
        }

        await PrintAddressAsync(stoppingToken);
    }

    private async Task PrintAddressAsync(CancellationToken cancellationToken)
    {
        if (address.Current is not { } url)
        {
            return; // An in-memory server, in tests.
        }

        await Console.Out.WriteLineAsync(
            $"""

            SyncAdmin is ready at {url}

              Sign in (this link works once, within one hour):
              {SignIn.LinkFor(url, await links.CreateAsync(cancellationToken))}

              Another link: {SignInLinkCommand.UsageFor(configuration["DataDirectory"])}

            """);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Key} is true: everybody who gets a sign-in link can sign in from any machine that reaches this one, as an administrator")]
    private static partial void LogOpen(ILogger logger, string key);

    [LoggerMessage(2, LogLevel.Error, "The sample catalogue could not be made")]
    private static partial void LogSampleFailed(ILogger logger, Exception exception);
}
