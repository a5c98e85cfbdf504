using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Bench.Webhooks;

/// <summary>
/// An ERP that saves so many records a second and calls for each: a call leaves at its moment, whether or not the ones before it are answered, and
/// its latency counts from that moment. The record is changed in the source before.
/// </summary>
internal sealed class WebhookLoad(BenchApp app, ChangingCatalogue catalogue, string collection, JsonElement datasource)
{
    private readonly Guid _run = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    private readonly ConcurrentBag<TimeSpan> _latencies = [];
    private readonly ConcurrentDictionary<HttpStatusCode, int> _answers = new();
    private readonly WebhookSecret _secret = WebhookSecret.TryParse(datasource.GetProperty("webhookSecret").GetString(), out var secret)
        ? secret
        : throw new ArgumentException("The datasource has no webhook secret.", nameof(datasource));

    private readonly Uri _address = new($"/api/webhooks/{datasource.GetProperty("id").GetString()}/sync", UriKind.Relative);

    internal IEnumerable<TimeSpan> Latencies => _latencies;

    /// <summary>How often each status was answered.</summary>
    internal IReadOnlyDictionary<HttpStatusCode, int> Answers => _answers;

    /// <summary>Address of the last delivery that was accepted.</summary>
    internal string? Last { get; private set; }

    /// <summary>Sends <paramref name="perSecond"/> messages of one code each, for as long.</summary>
    internal async Task RunAsync(int perSecond, int seconds, int products)
    {
        var calls = new List<Task>(perSecond * seconds);
        var numbers = new Random(7);
        var clock = Stopwatch.StartNew();
        for (var second = 0; second < seconds; second++)
        {
            var changed = Enumerable.Range(0, perSecond).Select(_ => numbers.Next(1, products + 1)).ToArray();
            await Task.Run(() => catalogue.Change(changed));
            for (var number = 0; number < perSecond; number++)
            {
                var moment = TimeSpan.FromSeconds(second + 1 + (number / (double)perSecond));
                while (clock.Elapsed < moment)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                }

                calls.Add(CallAsync(changed[number], clock, moment, string.Create(CultureInfo.InvariantCulture, $"{_run}_{second}_{number}")));
            }
        }

        await Task.WhenAll(calls);
    }

    private async Task CallAsync(int product, Stopwatch clock, TimeSpan moment, string id)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { collection, codes = new[] { ChangingCatalogue.CodeOf(product) } });
        var now = TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Headers.Add(WebhookHeaders.IdHeader, id);
        request.Headers.Add(WebhookHeaders.TimestampHeader, WebhookSignature.TimestampOf(now));
        request.Headers.Add(WebhookHeaders.SignatureHeader, WebhookSignature.Sign(_secret, id, now, body));
        using var answer = await app.Anybody.SendAsync(request);
        _latencies.Add(clock.Elapsed - moment);
        _answers.AddOrUpdate(answer.StatusCode, 1, static (_, count) => count + 1);
        Last = answer.Headers.Location?.ToString() ?? Last;
    }
}
