using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Webhooks.Signing;
using SyncAdmin.Tests.Storage;
using SyncAdmin.Tests.Sync;

namespace SyncAdmin.Tests.Sync.Deliveries;

/// <summary>Webhooks into real state, with no engine that would take the work away, two processes, and both clocks driven.</summary>
internal sealed class DeliveryHouse : IAsyncDisposable
{
    private readonly EphemeralDataProtectionProvider _protection = new();
    private readonly DrivenTime _time = new();

    private DeliveryHouse(TestState state)
    {
        State = state;
        Log = new RecordedLog();
        Secrets = new DatasourceSecrets(_protection);
        Store = new DeliveryStore(Signal, Options.Create(new SyncOptions()), _time);
        Service = ServiceOn(state.Database);
        Upkeep = new DeliveryUpkeep(state.Database, Options.Create(new SyncOptions()));
        Now = _time.Now;
    }

    internal TestState State { get; }

    internal RecordedLog Log { get; }

    internal DatasourceSecrets Secrets { get; }

    internal SyncSignal Signal { get; } = new();

    internal DeliveryStore Store { get; }

    internal DeliveryService Service { get; }

    internal DeliveryUpkeep Upkeep { get; }

    internal Datasource Shop { get; private set; } = null!;

    internal WebhookSecret Secret { get; private set; } = null!;

    /// <summary>Of this process and of the database.</summary>
    internal DateTimeOffset Now
    {
        get => _time.Now;
        set => (_time.Now, State.Database.Time.Frozen) = (value, value);
    }

    internal static async Task<DeliveryHouse> CreateAsync(StorageProvider provider)
    {
        var house = new DeliveryHouse(await TestState.CreateAsync(provider));
        (house.Shop, house.Secret) = await house.AddAsync("shop");
        return house;
    }

    /// <summary>Another process on the same state.</summary>
    internal DeliveryService Replica()
    {
        var database = State.OpenAnother();
        database.Time.Frozen = Now;
        return ServiceOn(database);
    }

    internal async Task<(Datasource Datasource, WebhookSecret Secret)> AddAsync(string name, Action<Datasource>? change = null)
    {
        var (text, stored) = Secrets.NewWebhookSecret();
        var datasource = await State.AddDatasourceAsync(name, source =>
        {
            (source.WebhookEnabled, source.WebhookSecret) = (true, stored);
            change?.Invoke(source);
        });
        return (datasource, WebhookSecret.TryParse(text, out var secret) ? secret : throw new InvalidOperationException(text));
    }

    internal static string BodyOf(params string[] codes) => JsonSerializer.Serialize(new { collection = "products", codes });

    /// <summary>A message as a sender makes it; by default right in all respects.</summary>
    internal Task<Outcome<DeliveryReceipt>> SendAsync(
        string body, string id = "msg_1", WebhookSecret? by = null, DateTimeOffset? at = null, Guid? to = null, DeliveryService? service = null) =>
        SendAsync(Encoding.UTF8.GetBytes(body), id, by, at, to, service);

    internal async Task<Outcome<DeliveryReceipt>> SendAsync(
        byte[] body, string id = "msg_1", WebhookSecret? by = null, DateTimeOffset? at = null, Guid? to = null, DeliveryService? service = null)
    {
        var headers = HeadersOf(body, id, by, at);
        using var stream = new MemoryStream(body);
        return await (service ?? Service).AcceptAsync(to ?? Shop.Id, headers, stream, $"correlation-{id}", CancellationToken.None);
    }

    internal WebhookHeaders HeadersOf(byte[] body, string id, WebhookSecret? by = null, DateTimeOffset? at = null)
    {
        var sentAt = at ?? Now;
        return WebhookHeaders.Read(id, WebhookSignature.TimestampOf(sentAt), WebhookSignature.Sign(by ?? Secret, id, sentAt, body))!;
    }

    internal Task ChangeAsync(Action<Datasource> change, Guid? id = null) => State.Database.WriteAsync(
        async (transaction, token) => change((await transaction.Db.FindAsync<Datasource>([id ?? Shop.Id], token))!),
        CancellationToken.None);

    internal Task SetJobAsync(Guid jobId, SyncJobStatus status) => State.Database.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync("UPDATE sync_jobs SET status = @status WHERE id = @id", token, ("status", EnumText.Of(status)), ("id", jobId)),
        CancellationToken.None);

    internal Task<List<SyncDelivery>> DeliveriesAsync() => State.AllAsync<SyncDelivery>();

    internal Task<List<SyncJob>> JobsAsync() => State.AllAsync<SyncJob>();

    internal SyncDelivery NewDelivery(params string[] names) => new()
    {
        Id = RowId.New(Now),
        DatasourceId = Shop.Id,
        Kind = DeliveryKind.Retry,
        NamesBy = DeliveryNaming.Key,
        Names = SyncDelivery.WriteNames(names),
        CorrelationId = "correlation",
    };

    internal Task<Guid> AddDeliveryAsync(SyncDelivery delivery, SyncJobType type = SyncJobType.Retry) => State.Database.WriteAsync(
        (transaction, token) => Store.AddAsync(transaction, delivery, type, Actor.System, token), CancellationToken.None);

    public ValueTask DisposeAsync() => State.DisposeAsync();

    private DeliveryService ServiceOn(StateDatabase database) => new(
        database, new DatasourceWebhooks(database, Secrets, _time), Store, new DeliveryQueries(database), _time, new LoggerFactory([Log]).CreateLogger<DeliveryService>());
}
