using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Bench.Queue;

/// <summary>
/// A process to be killed: <c>queue-worker LOG DATA_DIRECTORY [CONNECTION_STRING]</c> works off the queue <see cref="Queue"/> until it is stopped, and writes
/// to a file of its own what each handler does and when, so that the killer can tell who had which message for how long.
/// </summary>
public static class QueueWorkerProcess
{
    /// <summary>Its queue.</summary>
    public const string Queue = "killed";

    /// <summary>Its leases: short, so that what a killed process held soon comes back.</summary>
    public static readonly TimeSpan Visibility = TimeSpan.FromSeconds(2);

    /// <summary>Runs until SIGTERM; on SQLite without a connection string.</summary>
    public static async Task RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            new("DataDirectory", args[1]),
            new("Storage:Provider", args.Length > 2 ? "postgres" : "sqlite"),
            new("Storage:ConnectionString", args.ElementAtOrDefault(2)),
            new("Queue:PollIntervalMs", 250.ToString(CultureInfo.InvariantCulture)),
        ]);
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        using var log = new HandlingLog(args[0]);
        builder.Services
            .AddSingleton<IHostLifetime, Microsoft.Extensions.Hosting.Internal.ConsoleLifetime>()
            .AddSingleton(log)
            .AddStorage(builder.Configuration)
            .AddQueue()
            .AddQueueWorker<LoggedHandler>(new QueueDefinition(Queue) { Concurrency = 16, Visibility = Visibility });
        using var host = builder.Build();
        await host.RunAsync();
    }
}
