using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Models.Gemini;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Models;

/// <summary>How answers are read: large ones by few threads, so that what else is ready finds one.</summary>
public sealed class ModelHttpTests : IDisposable
{
    private const int LargeBytes = 200_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly int AtOnce = Math.Max(1, Environment.ProcessorCount / 2);
    private readonly HttpClient _http = new(new Echo());
    private readonly Watched _reading = new();
    private readonly ModelHttp _model;

    public ModelHttpTests()
    {
        var options = new GeminiOptions { ApiKey = FakeGemini.ApiKey };
        _model = new ModelHttp(_http, new GeminiFailures(options, TimeProvider.System), TimeSpan.FromMinutes(1), TimeProvider.System);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Large_answers_are_read_on_half_of_the_processors()
    {
        // Each reader waits for one too many; where the rule holds, in vain.
        _reading.During = () => SpinWait.SpinUntil(() => _reading.Now > AtOnce, TimeSpan.FromMilliseconds(20));

        await Task.WhenAll(Enumerable.Range(0, 4 * AtOnce).Select(_ => SendAsync(LargeBytes, static () => { }, CancellationToken.None)));

        Assert.InRange(_reading.Most, 1, AtOnce);
    }

    [Fact]
    public async Task A_small_answer_does_not_queue_behind_large_ones()
    {
        using var go = new ManualResetEventSlim();
        _reading.During = go.Wait;
        var large = Enumerable.Range(0, 4 * AtOnce).Select(_ => SendAsync(LargeBytes, static () => { }, CancellationToken.None)).ToArray();
        try
        {
            await Eventually.IsTrueAsync(() => Task.FromResult(_reading.Now == AtOnce), Limit, () => $"{_reading.Now} are being read");
            _reading.During = static () => { };

            Assert.Equal(100, (await SendAsync(100, static () => { }, CancellationToken.None).WaitAsync(Limit)).Length);
            Assert.DoesNotContain(large, answer => answer.IsCompleted);
        }
        finally
        {
            go.Set();
            await Task.WhenAll(large);
        }
    }

    [Fact]
    public async Task A_large_answer_that_has_arrived_is_read_though_its_caller_is_gone()
    {
        using var stop = new CancellationTokenSource();

        Assert.Equal(LargeBytes, (await SendAsync(LargeBytes, stop.Cancel, stop.Token)).Length);
    }

    private Task<string> SendAsync(int bytes, Action received, CancellationToken cancellationToken)
    {
        var text = new JsonSerializerOptions { Converters = { _reading }, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        var request = new HttpRequestMessage(HttpMethod.Post, "http://model.example/") { Content = new StringContent($"\"{new string('x', bytes)}\"") };
        return _model.SendAsync(request, "model", (JsonTypeInfo<string>)text.GetTypeInfo(typeof(string)), received, cancellationToken);
    }

    /// <summary>Answers what it was asked.</summary>
    private sealed class Echo : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new(HttpStatusCode.OK) { Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken)) };
    }

    /// <summary>Reads a text and counts how many do so at once.</summary>
    private sealed class Watched : JsonConverter<string>
    {
        private int _now;
        private int _most;

        internal Action During { get; set; } = static () => { };

        internal int Now => Volatile.Read(ref _now);

        internal int Most => Volatile.Read(ref _most);

        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var now = Interlocked.Increment(ref _now);
            for (var most = Most; now > most; most = Most)
            {
                Interlocked.CompareExchange(ref _most, now, most);
            }

            During();
            Interlocked.Decrement(ref _now);
            return reader.GetString();
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
