using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Workers;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Sync;

namespace SyncAdmin.Tests.Queue.Workers;

/// <summary>A process with workers as the application would compose it, on a state database that others may use as well.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly IHost _host;

    private WorkerHost(IHost host, RecordedLog log) => (_host, Log) = (host, log);

    internal RecordedLog Log { get; }

    internal DurableQueue Queue => _host.Services.GetRequiredService<DurableQueue>();

    internal QueueWorkerState Worker => _host.Services.GetRequiredService<QueueWorkers>().States.Single();

    internal static async Task<WorkerHost> StartAsync(
        StateDatabase database,
        QueueDefinition? definition = null,
        Func<MessageLease, CancellationToken, Task<MessageResult?>>? handler = null,
        Action<QueueOptions>? configure = null,
        Func<HandlerScope, MessageLease, CancellationToken, Task<MessageResult?>>? scoped = null,
        TimeProvider? time = null)
    {
        var log = new RecordedLog();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Queue:PollIntervalMs", 50.ToString(CultureInfo.InvariantCulture))]);
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddScoped<HandlerScope>();
        builder.Services.AddQueue();
        builder.Services.Configure(configure ?? (static _ => { }));
        if (definition is not null)
        {
            builder.Services.AddSingleton(new HandlerCode(scoped ?? ((_, lease, token) => handler!(lease, token))));
            builder.Services.AddQueueWorker<CodeHandler>(definition);
        }

        var host = new WorkerHost(builder.Build(), log);
        await host._host.StartAsync();
        return host;
    }

    internal Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>What a test has done with a message.</summary>
    private sealed record HandlerCode(Func<HandlerScope, MessageLease, CancellationToken, Task<MessageResult?>> Run);

    private sealed class CodeHandler(HandlerCode code, HandlerScope scope) : IMessageHandler
    {
        public Task<MessageResult?> HandleAsync(MessageLease lease, CancellationToken cancellationToken) => code.Run(scope, lease, cancellationToken);
    }
}
