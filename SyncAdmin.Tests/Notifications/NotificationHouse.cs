using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks;
using SyncAdmin.Core.Webhooks.Outgoing;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Storage;
using SyncAdmin.Tests.Sync;
using SyncAdmin.Tests.Webhooks.Outgoing;

namespace SyncAdmin.Tests.Notifications;

/// <summary>Notifications as the application composes them, on a state of their own whose clock a test may set, and a receiver that does what a test says.</summary>
internal sealed class NotificationHouse : IAsyncDisposable
{
    internal static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    internal static readonly Actor Admin = new("user", "1", "Ada", Role.Admin);
    private readonly IHost _host;

    private NotificationHouse(TestState state, RecordedLog log, IHost host) => (State, Log, _host) = (state, log, host);

    internal TestState State { get; }

    internal RecordedLog Log { get; }

    internal FakeReceiver Receiver { get; } = new();

    internal StateDatabase Database => State.Database;

    internal NotificationOutbox Outbox => Get<NotificationOutbox>();

    internal NotificationEndpoints Endpoints => Get<NotificationEndpoints>();

    internal NotificationFeed Feed => Get<NotificationFeed>();

    /// <summary>Nothing runs by itself until it is started.</summary>
    internal static async Task<NotificationHouse> OpenAsync(StorageProvider provider, params (string Key, string Value)[] settings)
    {
        var state = await TestState.CreateAsync(provider);
        var log = new RecordedLog();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            new("Queue:PollIntervalMs", "50"), new("Webhooks:TimeoutSeconds", "10"), new("Outbound:AllowedPrivateHosts", "127.0.0.1"), new("Notifications:CheckSeconds", "1"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Information);
        builder.Services
            .AddSingleton(state.Database)
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddSingleton<AuditLog>()
            .AddOutbound()
            .AddQueue()
            .AddWebhooks(builder.Configuration)
            .AddNotifications();
        return new NotificationHouse(state, log, builder.Build());
    }

    internal static async Task<NotificationHouse> StartAsync(StorageProvider provider, params (string Key, string Value)[] settings)
    {
        var house = await OpenAsync(provider, settings);
        await house.RunAsync();
        return house;
    }

    /// <summary>Everything runs from now on.</summary>
    internal Task RunAsync() => _host.StartAsync();

    internal T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>An endpoint at the receiver, or elsewhere.</summary>
    internal async Task<NotificationEndpointView> EndpointAsync(Func<NotificationEndpointInput, NotificationEndpointInput>? change = null) =>
        (await Endpoints.CreateAsync((change ?? (static input => input))(new NotificationEndpointInput { Url = Receiver.Url }), Admin, "c", default)).Required();

    internal Task RaiseAsync(params NotificationEvent[] events) => Database.WriteAsync(
        async (transaction, token) =>
        {
            foreach (var raised in events)
            {
                await Outbox.AddAsync(transaction, raised, token);
            }
        },
        default);

    internal static NotificationEvent Failed(string datasource = "shop", NotificationKind kind = NotificationKind.JobFailed) =>
        new(kind, "datasource", datasource, datasource) { JobId = Guid.NewGuid(), Code = "SYNC-5102", Detail = "No record was committed for 120 minutes.", CorrelationId = "c-1" };

    internal async Task<List<WebhookMessage>> MessagesAsync() => [.. (await State.AllAsync<WebhookMessage>()).OrderBy(message => message.Id)];

    internal async Task<WebhookMessage> MessageAsync(Func<WebhookMessage, bool> condition)
    {
        WebhookMessage? found = null;
        await UntilAsync(async () => (found = (await MessagesAsync()).Find(message => condition(message))) is not null);
        return found!;
    }

    internal async Task<NotificationEndpointView> EndpointOfAsync(Guid id) => (await Endpoints.GetAsync(id, default)).Required();

    internal async Task<IReadOnlyList<NotificationAttemptView>> AttemptsAsync(Guid id) => (await Endpoints.AttemptsAsync(id, 1, 200, default)).Required().Items;

    internal async Task<List<Notification>> RaisedAsync()
    {
        await using var context = Database.Read();
        return await context.Set<Notification>().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync();
    }

    internal Task UntilAsync(Func<Task<bool>> condition) => Eventually.IsTrueAsync(condition, TimeSpan.FromSeconds(30), () => Log.ToString());

    internal Task UntilCallsAsync(int count) => UntilAsync(() => Task.FromResult(Receiver.Calls.Count >= count));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await Receiver.DisposeAsync();
        await State.DisposeAsync();
    }
}
