using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Workers;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Queue.Workers;

/// <summary>How workers are put together, and what they tell.</summary>
public sealed class QueueCompositionTests
{
    public static TheoryData<string, int, double, int?, string> WrongDefinitions => new()
    {
        { "mail", 0, 60, null, "Concurrency" },
        { "mail", 257, 60, null, "Concurrency" },
        { "mail", 1, 0.9, null, "Visibility" },
        { "mail", 1, 43_201, null, "Visibility" },
        { "mail", 1, 60, -1, "KeepCompleted" },
    };

    [Theory]
    [MemberData(nameof(WrongDefinitions))]
    public void A_definition_out_of_its_ranges_is_refused_by_name(string queue, int concurrency, double visibility, int? keep, string named)
    {
        var definition = new QueueDefinition(queue) { Concurrency = concurrency, Visibility = TimeSpan.FromSeconds(visibility), KeepCompleted = keep };
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => Services().AddQueueWorker<NoHandler>(definition)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_no_queue_can_have_is_refused() =>
        Assert.Equal(ErrorCatalog.QueueMessageInvalid, Assert.Throws<ProblemException>(() => Services().AddQueueWorker<NoHandler>(new QueueDefinition("no blanks"))).Problem.Error);

    [Fact]
    public void A_queue_has_one_worker_and_its_definition_is_there_for_others()
    {
        var services = Services().AddQueueWorker<NoHandler>(new QueueDefinition("mail")).AddQueueWorker<NoHandler>(new QueueDefinition("post"));
        Assert.Throws<ArgumentException>(() => services.AddQueueWorker<NoHandler>(new QueueDefinition("mail")));

        using var provider = services.BuildServiceProvider();
        Assert.Equal(["mail", "post"], provider.GetServices<QueueDefinition>().Select(static definition => definition.Name));
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(300, 310)]
    public void The_host_waits_for_the_workers_at_a_stop(int stopTimeout, int expected)
    {
        using var provider = Services().Configure<QueueOptions>(options => options.StopTimeoutSeconds = stopTimeout).BuildServiceProvider();
        Assert.Equal(TimeSpan.FromSeconds(expected), provider.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    [Fact]
    public async Task What_is_sent_handled_and_failed_is_counted_by_queue()
    {
        var counted = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == QueueTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags is [{ Key: "queue", Value: "counted" }])
            {
                counted.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            }
        }

        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument, 1, tags));
        listener.Start();
        await using var state = await TestState.CreateAsync(StorageProvider.Sqlite);
        await using var host = await WorkerHost.StartAsync(state.Database, new QueueDefinition("counted"), static (lease, _) => lease.Message.Payload == "bad"
            ? throw new MessageFailedException(new TryFailure("No.") { RetryAfter = TimeSpan.Zero })
            : Task.FromResult<MessageResult?>(null));
        await host.Queue.SendAsync(
            [
                new NewMessage("counted", "bad") { MaxRetries = 2 },
                new NewMessage("counted", "good") { DedupeKey = "d" },
                new NewMessage("counted", "good") { DedupeKey = "d" },
            ],
            CancellationToken.None);

        await Eventually.IsTrueAsync(
            () => Task.FromResult(counted.GetValueOrDefault("syncadmin.queue.completed") == 1 && counted.GetValueOrDefault("syncadmin.queue.dead_letters") == 1),
            TimeSpan.FromSeconds(20),
            () => string.Join(' ', counted));
        Assert.Equal((2, 2, 3), (counted["syncadmin.queue.sent"], counted["syncadmin.queue.failed"], counted["syncadmin.queue.handling"]));
    }

    private static IServiceCollection Services() => new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddQueue();

    private sealed class NoHandler : IMessageHandler
    {
        public Task<MessageResult?> HandleAsync(MessageLease lease, CancellationToken cancellationToken) => Task.FromResult<MessageResult?>(null);
    }
}
