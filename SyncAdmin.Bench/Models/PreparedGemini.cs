using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SyncAdmin.Bench.Models;

/// <summary>
/// Gemini's <c>:batchEmbedContents</c> with a fixed latency and prepared bytes, so that the server costs next to nothing. With a limit it refuses what
/// comes sooner than one batch ahead of it, as a strict provider would.
/// </summary>
internal sealed class PreparedGemini : IAsyncDisposable
{
    private const int Dimensions = 768;

    // Half a second at 3,000 a minute: a batch that arrives early after a late one is the doing of the network, or of a busy machine.
    private const double Tolerance = 25;

    private readonly ConcurrentDictionary<int, byte[]> _answers = new();
    private readonly ConcurrentQueue<(TimeSpan At, int Items)> _arrivals = new();
    private readonly Lock _lock = new();
    private readonly TimeSpan _latency;
    private readonly double? _itemsPerSecond;
    private readonly ConcurrentDictionary<string, int>? _texts;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private WebApplication _app = null!;
    private double _allowance = 100 + Tolerance;
    private TimeSpan _allowanceAt;
    private int _refused;

    private PreparedGemini(TimeSpan latency, int? itemsPerMinute, bool keepsTexts) =>
        (_latency, _itemsPerSecond, _texts) = (latency, itemsPerMinute / 60.0, keepsTexts ? new(StringComparer.Ordinal) : null);

    internal Uri Address => new(_app.Urls.Single());

    internal int Refused => Volatile.Read(ref _refused);

    /// <summary>When each call came that was answered, and its texts.</summary>
    internal IReadOnlyList<(TimeSpan At, int Items)> Arrivals => [.. _arrivals];

    /// <summary>Texts that came, and how many of them came more than once; while it keeps them.</summary>
    internal (int All, int Repeated) Texts => _texts is null ? (0, 0) : (_texts.Count, _texts.Count(static text => text.Value > 1));

    /// <param name="latency">Of each call.</param>
    /// <param name="itemsPerMinute">Its limit; null: none.</param>
    /// <param name="keepsTexts">Whether it remembers the texts (<see cref="Texts"/>), which costs memory and time.</param>
    internal static async Task<PreparedGemini> StartAsync(TimeSpan latency, int? itemsPerMinute, bool keepsTexts = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var fake = new PreparedGemini(latency, itemsPerMinute, keepsTexts) { _app = builder.Build() };
        fake._app.MapPost("/v1beta/models/{call}", fake.AnswerAsync);
        await fake._app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var items = Count(body.GetBuffer().AsSpan(0, (int)body.Length));
        if (!Allows(items))
        {
            Interlocked.Increment(ref _refused);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        _arrivals.Enqueue((_clock.Elapsed, items));
        Keep(body);
        await Task.Delay(_latency);
        var answer = _answers.GetOrAdd(items, Prepare);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer);
    }

    private bool Allows(int items)
    {
        if (_itemsPerSecond is not { } rate)
        {
            return true;
        }

        lock (_lock)
        {
            var now = _clock.Elapsed;
            _allowance = Math.Min(100 + Tolerance, _allowance + ((now - _allowanceAt).TotalSeconds * rate));
            _allowanceAt = now;
            if (_allowance < items)
            {
                return false;
            }

            _allowance -= items;
            return true;
        }
    }

    private void Keep(MemoryStream body)
    {
        if (_texts is null)
        {
            return;
        }

        body.Position = 0;
        using var request = JsonDocument.Parse(body);
        foreach (var item in request.RootElement.GetProperty("requests").EnumerateArray())
        {
            _texts.AddOrUpdate(item.GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString()!, 1, static (_, count) => count + 1);
        }
    }

    private static int Count(ReadOnlySpan<byte> body)
    {
        var count = 0;
        for (var at = body.IndexOf("\"parts\""u8); at >= 0; at = body.IndexOf("\"parts\""u8))
        {
            count++;
            body = body[(at + 7)..];
        }

        return count;
    }

    private static byte[] Prepare(int items)
    {
        var vector = string.Join(',', Enumerable.Range(0, Dimensions).Select(i => Math.Sin(i).ToString("F8", CultureInfo.InvariantCulture)));
        return Encoding.UTF8.GetBytes($"{{\"embeddings\":[{string.Join(',', Enumerable.Repeat($"{{\"values\":[{vector}]}}", items))}]}}");
    }
}
