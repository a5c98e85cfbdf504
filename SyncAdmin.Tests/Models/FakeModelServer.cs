using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SyncAdmin.Tests.Models;

/// <summary>
/// A real server on loopback that stands for a provider: slow, hanging, refusing and lying on demand, and counting what it was asked. A fake of one
/// provider says how that one's requests and answers look. Thread-safe; outlives the processes that are killed beside it.
/// </summary>
internal abstract class FakeModelServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<FakeAnswer> _script = new();
    private readonly ConcurrentDictionary<string, int> _embeds = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _requests = new();
    private WebApplication _app = null!;
    private int _calls;
    private int _items;
    private int _hanging;

    /// <summary>Before each answer.</summary>
    internal TimeSpan Latency { get; set; }

    /// <summary>Every call hangs until its caller hangs up, or until this is false again.</summary>
    internal bool Hangs { get; set; }

    /// <summary>A call with a text that holds this marker is refused as a whole with 400.</summary>
    internal string? RejectedMarker { get; set; }

    /// <summary>A call with a text that holds this marker is answered with <see cref="MarkedAnswer"/>.</summary>
    internal string? Marker { get; set; }

    /// <summary>See <see cref="Marker"/>.</summary>
    internal FakeAnswer MarkedAnswer { get; set; } = FakeAnswer.Good;

    /// <summary>How each call is answered that the script has nothing for.</summary>
    internal FakeAnswer Always { get; set; } = FakeAnswer.Good;

    /// <summary>Keep the body of each request (<see cref="Requests"/>); off, so that a long sync does not fill the memory.</summary>
    internal bool KeepsRequests { get; set; }

    /// <summary>Requests that arrived, refused ones too.</summary>
    internal int Calls => Volatile.Read(ref _calls);

    /// <summary>Texts embedded: those of calls that got past the refusals, counted on arrival, as a provider charges for them.</summary>
    internal int Items => Volatile.Read(ref _items);

    /// <summary>Calls that hang now.</summary>
    internal int Hanging => Volatile.Read(ref _hanging);

    /// <summary>How often each text was embedded.</summary>
    internal IReadOnlyDictionary<string, int> EmbedCounts => _embeds;

    /// <summary>Bodies, while <see cref="KeepsRequests"/>.</summary>
    internal IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Scheme, host and port.</summary>
    protected string Origin => _app.Urls.Single();

    /// <summary>Answers the next calls like this, one each, in order; then well again.</summary>
    internal void Next(params FakeAnswer[] answers)
    {
        foreach (var answer in answers)
        {
            _script.Enqueue(answer);
        }
    }

    /// <summary>Drops the answers that <see cref="Next"/> still holds: the server is well again.</summary>
    internal void ForgetScript() => _script.Clear();

    /// <summary>What it charges for a text: a token for every four characters begun.</summary>
    internal static int Tokens(string text) => (text.Length + 3) / 4;

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    protected static async Task<T> StartAsync<T>(T fake)
        where T : FakeModelServer
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders(); // A line per call would drown what the tests print.
        fake._app = builder.Build();
        fake.Map(fake._app);
        await fake._app.StartAsync();
        return fake;
    }

    /// <summary>Maps the provider's routes, its embeddings to <see cref="AnswerAsync(HttpContext)"/>.</summary>
    protected abstract void Map(WebApplication app);

    /// <summary>The texts of a request, or why it is refused.</summary>
    protected abstract (string[] Texts, FakeAnswer? Refusal) Read(HttpContext context, string body);

    /// <summary>The answer's body.</summary>
    protected abstract string Body(string[] texts, FakeAnswer answer);

    /// <summary>How the provider refuses a text.</summary>
    protected abstract FakeAnswer RejectedText { get; }

    protected async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _calls);
        try
        {
            await AnswerAsync(context, _script.TryDequeue(out var scripted) ? scripted : Always);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up or was killed.
        }
    }

    private async Task AnswerAsync(HttpContext context, FakeAnswer answer)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (KeepsRequests)
        {
            _requests.Enqueue(body);
        }

        var (texts, refusal) = Read(context, body);
        if (refusal is not null || Holds(texts, RejectedMarker))
        {
            await WriteAsync(context, refusal ?? RejectedText, "");
            return;
        }

        answer = Holds(texts, Marker) ? MarkedAnswer : answer;
        if (answer.Hangs || Hangs)
        {
            await HangAsync(() => answer.Hangs || Hangs, context.RequestAborted);
        }

        if (answer.Status == StatusCodes.Status200OK)
        {
            Count(texts);
        }

        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency, context.RequestAborted);
        }

        await WriteAsync(context, answer, answer.Body ?? Body(texts, answer));
    }

    private static bool Holds(string[] texts, string? marker) => marker is not null && texts.Any(text => text.Contains(marker, StringComparison.Ordinal));

    private async Task HangAsync(Func<bool> stillHangs, CancellationToken aborted)
    {
        Interlocked.Increment(ref _hanging);
        try
        {
            while (stillHangs())
            {
                await Task.Delay(20, aborted);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _hanging);
        }
    }

    private void Count(string[] texts)
    {
        Interlocked.Add(ref _items, texts.Length);
        foreach (var text in texts)
        {
            _embeds.AddOrUpdate(text, 1, (_, count) => count + 1);
        }
    }

    private static async Task WriteAsync(HttpContext context, FakeAnswer answer, string body)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        if (answer.RetryAfter is { } retryAfter)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        var bytes = Encoding.UTF8.GetBytes(answer.Body ?? body);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(answer.CutsOff ? bytes.AsMemory(0, bytes.Length / 2) : bytes, context.RequestAborted);
        if (answer.CutsOff)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }
}
