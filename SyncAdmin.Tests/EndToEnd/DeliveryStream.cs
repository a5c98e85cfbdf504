using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.App.Sample;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Webhooks.Signing;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>
/// An ERP that saves one or two products of a <see cref="ProductTable"/> after another and calls for each save, in turn at each replica. What is not answered, or with 5xx, it
/// sends again under the same id, as Standard Webhooks wants.
/// </summary>
/// <param name="replicas">Those that run now.</param>
/// <param name="execute">Runs a statement in the source.</param>
/// <param name="rows">Rows of the table.</param>
internal sealed class DeliveryStream(Func<IReadOnlyList<AppProcess>> replicas, Action<string> execute, int rows)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(HeavyTests.Soak ? 5 : 1);
    private readonly Dictionary<long, SampleProduct> _products = ProductTable.Products(rows).ToDictionary(static row => row.Id, static row => row.Product);
    private readonly HashSet<Guid> _deliveries = [];
    private readonly Random _random = new(20261122);
    private int _answers;

    /// <summary>What the source holds by now.</summary>
    internal IEnumerable<(long Id, SampleProduct Product)> Products => _products.Select(static pair => (pair.Key, pair.Value));

    /// <summary>Messages that were accepted.</summary>
    internal int Sent => Volatile.Read(ref _answers);

    /// <summary>Calls that were made again.</summary>
    internal int Repeated { get; private set; }

    /// <summary>What each accepted message was answered.</summary>
    internal IReadOnlyCollection<Guid> Deliveries => _deliveries;

    /// <summary>A datasource that takes webhooks, as a script posts it.</summary>
    internal static JsonObject Datasource(string name, string type, object connectionConfig)
    {
        var datasource = JsonSerializer.SerializeToNode(ProductTable.Datasource(name, type, connectionConfig, name))!.AsObject();
        datasource["webhookEnabled"] = JsonValue.Create(true);
        return datasource;
    }

    /// <summary>Until it is cancelled, and the message at hand is accepted.</summary>
    internal async Task RunAsync(Guid datasource, string secret, string collection, CancellationToken stop)
    {
        Assert.True(WebhookSecret.TryParse(secret, out var key));
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            var ids = Enumerable.Range(0, _random.Next(1, 3)).Select(_ => _random.NextInt64(1, rows + 1)).Distinct().ToArray();
            foreach (var id in ids)
            {
                _products[id] = _products[id] with { Name = $"Renovado {number} {id}" };
                await PersistentlyAsync(() => Task.Run(() => execute($"UPDATE products SET name = '{_products[id].Name}', updated_at = '2031-01-01 00:00:00' WHERE id = {id}"), CancellationToken.None));
            }

            var body = JsonSerializer.SerializeToUtf8Bytes(new { collection, codes = ids.Select(id => _products[id].Code) });
            await PersistentlyAsync(() => SendAsync(datasource, key!, $"msg_{number}", body));
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Waits until nothing is pending and no job at work; then each message is one delivery, each is applied, and no job has failed.</summary>
    internal async Task AssertAppliedAsync(StateDatabase state, Guid datasource, Func<string> explain)
    {
        var (jobs, deliveries) = (new List<SyncJob>(), new List<SyncDelivery>());
        await Eventually.IsTrueAsync(
            async () =>
            {
                await using var context = state.Read();
                jobs = await context.Set<SyncJob>().Where(job => job.DatasourceId == datasource).ToListAsync();
                deliveries = await context.Set<SyncDelivery>().Where(delivery => delivery.DatasourceId == datasource).ToListAsync();
                return jobs.TrueForAll(static job => job.Status is not (SyncJobStatus.Pending or SyncJobStatus.Running)) && deliveries.TrueForAll(static delivery => delivery.Status != DeliveryStatus.Pending);
            },
            Patience,
            () => $"{string.Join('\n', jobs.Select(static job => $"{job.Type} {job.Status} {job.WaitReason} {job.ResumeAfter} {job.ErrorMessage}"))}\n{explain()}");
        Assert.Equal(Deliveries.Order(), deliveries.Select(static delivery => delivery.Id).Order());
        Assert.All(deliveries, static delivery => Assert.Equal(DeliveryStatus.Applied, delivery.Status));
        Assert.All(jobs, static job => Assert.True(job.Status == SyncJobStatus.Completed, $"{job.Type} {job.Status} {job.ErrorMessage}"));
    }

    private async Task SendAsync(Guid datasource, WebhookSecret key, string id, byte[] body)
    {
        var running = replicas();
        var now = DateTimeOffset.UtcNow;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/{datasource}/sync") { Content = new ByteArrayContent(body) };
        request.Headers.Add(WebhookHeaders.IdHeader, id);
        request.Headers.Add(WebhookHeaders.TimestampHeader, WebhookSignature.TimestampOf(now));
        request.Headers.Add(WebhookHeaders.SignatureHeader, WebhookSignature.Sign(key, id, now, body));
        using var answer = await running[(_answers + Repeated) % running.Count].Client.SendAsync(request, CancellationToken.None);
        var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
        if (answer.StatusCode >= HttpStatusCode.InternalServerError)
        {
            throw new HttpRequestException($"{(int)answer.StatusCode} {text}");
        }

        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{(int)answer.StatusCode} {text}");
        Assert.True(_deliveries.Add(JsonSerializer.Deserialize<JsonElement>(text).GetProperty("deliveryId").GetGuid()), "Two messages have the same answer.");
        Interlocked.Increment(ref _answers);
    }

    /// <summary>Over outages of the source, of the state and of the replica that is called.</summary>
    private async Task PersistentlyAsync(Func<Task> attempt)
    {
        for (var until = DateTimeOffset.UtcNow + Patience; ;)
        {
            try
            {
                await attempt();
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or System.Data.Common.DbException or OperationCanceledException && DateTimeOffset.UtcNow < until)
            {
                Repeated++;
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }
}
