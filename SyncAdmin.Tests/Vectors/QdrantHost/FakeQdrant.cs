using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Core.Vectors.Qdrant;

namespace SyncAdmin.Tests.Vectors.QdrantHost;

/// <summary>
/// The embedded store behind Qdrant's REST paths, on loopback: paths, bodies, envelope and errors as in qdrant-openapi.json (1.19). It keeps UUIDs as point
/// ids and one unnamed vector a point only. It misbehaves on demand, and records what it was asked. Thread-safe; outlives the processes that use it.
/// </summary>
internal sealed partial class FakeQdrant : IAsyncDisposable
{
    internal const string ApiKey = "qdrant-key-that-must-never-be-logged";

    /// <summary>Letters with accents as they are, like Qdrant.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WebApplication _app;
    private readonly TemporaryDirectory _directory = new();
    private readonly EmbeddedVectorStore _store;
    private readonly ConcurrentQueue<QdrantFault> _onCalls = new();
    private readonly ConcurrentQueue<QdrantFault> _onWrites = new();
    private readonly ConcurrentQueue<RecordedCall> _calls = new();
    private readonly ConcurrentDictionary<string, JsonObject> _created = new(StringComparer.Ordinal);

    /// <summary>What checks and writes is one step, as it is in Qdrant.</summary>
    private readonly SemaphoreSlim _writing = new(1);
    private Func<QdrantFault?>? _chaos;
    private TaskCompletionSource? _gate;
    private long _operations;
    private (string PathEnd, string Answer)? _canned;
    private int _held;
    private int _passing;
    private int _writes;

    private FakeQdrant(WebApplication app)
    {
        _app = app;
        _store = new EmbeddedVectorStore(_directory.Path, NullLoggerFactory.Instance);
    }

    /// <summary>Goes into <c>Vectors:Qdrant:Url</c>.</summary>
    internal Uri Url => new(_app.Urls.Single());

    /// <summary>What it says it is; before 1.16 it ignores <c>update_filter</c>, as those servers do.</summary>
    internal string Version { get; set; } = "1.19.0";

    /// <summary>Asked for in every call but <c>GET /</c> and probes; null: open to all.</summary>
    internal string? RequiredKey { get; set; }

    /// <summary>Before each answer.</summary>
    internal TimeSpan Latency { get; set; }

    /// <summary>The status that it says collections have.</summary>
    internal string CollectionStatus { get; set; } = "green";

    /// <summary>Refuses writes with a filter on the fence as long as it has no index, as the strict mode of Qdrant Cloud does.</summary>
    internal bool IsStrict { get; set; }

    /// <summary>Keep each call (<see cref="Calls"/>); off, so that a long sync does not fill the memory.</summary>
    internal bool KeepsCalls { get; set; }

    internal IReadOnlyCollection<RecordedCall> Calls => _calls;

    /// <summary>Writes of points that arrived, refused ones too.</summary>
    internal int Writes => Volatile.Read(ref _writes);

    /// <summary>Upserts that are held, or let go and not done yet.</summary>
    internal int Held => Volatile.Read(ref _held);

    /// <summary>The store itself, past all misbehaviour.</summary>
    internal IVectorStore Store => _store;

    internal static async Task<FakeQdrant> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 32 * 1024 * 1024); // service.max_request_size_mb
        builder.Logging.ClearProviders(); // A line per call would drown what the tests print.
        var app = builder.Build();
        var fake = new FakeQdrant(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    /// <summary>The settings that point a SyncAdmin, in this process or another, at this server.</summary>
    internal IEnumerable<(string Key, string Value)> Settings() =>
        [("Vectors:Provider", "qdrant"), ("Vectors:Qdrant:Url", Url.ToString()), .. RequiredKey is { } key ? [("Vectors:Qdrant:ApiKey", key)] : Array.Empty<(string, string)>()];

    /// <summary>Misbehaves in the next calls but <c>GET /</c>, one each, in order; then well again.</summary>
    internal void Next(params QdrantFault[] faults) => Array.ForEach(faults, _onCalls.Enqueue);

    /// <summary>The same for the next writes of points.</summary>
    internal void NextWrites(params QdrantFault[] faults) => Array.ForEach(faults, _onWrites.Enqueue);

    /// <summary>Gives this answer to the next call whose path ends so.</summary>
    internal void AnswersNext(string pathEnd, string answer) => _canned = (pathEnd, answer);

    /// <summary>From now on, <paramref name="share"/> of the writes of points go wrong at random.</summary>
    internal void MisbehaveAtRandom(int seed, double share, params QdrantFault[] faults)
    {
        var random = new Random(seed);
        _chaos = () =>
        {
            lock (random)
            {
                return random.NextDouble() < share ? faults[random.Next(faults.Length)] : null;
            }
        };
    }

    /// <summary>No fault from now on.</summary>
    internal void BehaveWell()
    {
        _chaos = null;
        _onCalls.Clear();
        _onWrites.Clear();
    }

    /// <summary>Upserts that come from now on, but for the first few, are read and kept, neither done nor answered.</summary>
    internal void HoldUpserts(int after)
    {
        _passing = after;
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Upserts that come from now on are not held. What is held stays so until the action that this returns is run.</summary>
    internal Action StopHolding()
    {
        var gate = _gate;
        _gate = null;
        return () => gate?.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        StopHolding()();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _store.Dispose();
        _writing.Dispose();
        _directory.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var isWrite = IsWriteOfPoints(request);
        if (isWrite)
        {
            Interlocked.Increment(ref _writes);
        }

        var fault = request.Path == "/" ? null
            : isWrite && _onWrites.TryDequeue(out var onWrite) ? onWrite
            : _onCalls.TryDequeue(out var onCall) ? onCall
            : isWrite ? _chaos?.Invoke() : null;
        if (fault?.DropsBefore == true)
        {
            await request.BodyReader.ReadAsync();
            context.Abort();
            return;
        }

        var body = await ReadAsync(request);
        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency);
        }

        var (status, answer) = fault is { Status: { } refusal } ? (refusal, fault.Page ?? ErrorJson(fault.Error!)) : await TryAsync(context, body, fault);
        if (KeepsCalls && fault?.Page is null)
        {
            _calls.Enqueue(new RecordedCall(request.Method, context.Request.GetEncodedUrl()[(_app.Urls.Single().Length)..].Split('?')[0], request.QueryString.Value ?? "", body.Length == 0 ? null : Encoding.UTF8.GetString(body), status, answer));
        }

        await WriteAsync(context, fault, status, answer);
    }

    private static async Task WriteAsync(HttpContext context, QdrantFault? fault, int status, string answer)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = fault?.Page is not null ? "text/html" : status is 401 or 403 ? "text/plain" : "application/json";
        if (fault?.RetryAfter is { } retryAfter)
        {
            response.Headers.RetryAfter = retryAfter;
        }

        var bytes = Encoding.UTF8.GetBytes(answer);
        response.ContentLength = bytes.Length;
        try
        {
            await response.Body.WriteAsync(fault?.DropsAfter == true ? bytes.AsMemory(0, bytes.Length / 2) : bytes);
            if (fault?.DropsAfter == true)
            {
                await response.Body.FlushAsync();
                context.Abort();
            }
        }
        catch (OperationCanceledException)
        {
            // The caller hung up or was killed.
        }
    }

    private async Task<(int Status, string Answer)> TryAsync(HttpContext context, byte[] body, QdrantFault? fault)
    {
        var path = context.Request.Path.Value!;
        if (RequiredKey is { } key && path is not ("/" or "/healthz" or "/readyz" or "/livez") && context.Request.Headers["api-key"] != key)
        {
            return (401, context.Request.Headers.ContainsKey("api-key") ? "Invalid API key or JWT" : "Must provide an API key or an Authorization bearer token");
        }

        try
        {
            if (path == "/")
            {
                return (200, new JsonObject { ["title"] = "qdrant - vector search engine", ["version"] = Version, ["commit"] = "0000000" }.ToJsonString());
            }

            if (_canned is { } canned && path.EndsWith(canned.PathEnd, StringComparison.Ordinal))
            {
                _canned = null;
                return (200, canned.Answer);
            }

            using var json = body.Length == 0 ? null : JsonDocument.Parse(body);
            if (IsStrict && IsWriteOfPoints(context.Request))
            {
                await RequireIndexAsync(path.Split('/')[2], body);
            }

            var result = await RouteAsync(context.Request, json?.RootElement ?? default, fault);
            return (200, new JsonObject { ["result"] = result, ["status"] = "ok", ["time"] = 0.001 }.ToJsonString(Plain));
        }
        catch (WireException refused)
        {
            return (refused.Status, ErrorJson(refused.Message));
        }
        catch (JsonException invalid)
        {
            return (400, ErrorJson($"Format error in JSON body: {invalid.Message}"));
        }
        catch (ProblemException refused)
        {
            var error = refused.Problem.Error;
            return error == ErrorCatalog.VectorCollectionNotFound ? (404, ErrorJson("Not found: Collection doesn't exist!"))
                : error == ErrorCatalog.VectorNameTaken ? (409, ErrorJson("Wrong input: Collection already exists!"))
                : error == ErrorCatalog.VectorSizeMismatch ? (400, ErrorJson($"Wrong input: Vector dimension error: {refused.Problem.Detail}"))
                : (400, ErrorJson($"Wrong input: {refused.Problem.Detail}"));
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            return (500, ErrorJson($"Service internal error: {bug}")); // Of this host: the test that meets it shall say so.
        }
    }

    private Task<JsonNode?> RouteAsync(HttpRequest request, JsonElement body, QdrantFault? fault)
    {
        var parts = request.Path.Value!.Trim('/').Split('/');
        var name = parts is ["collections", _, ..] ? parts[1] : "";
        return (request.Method, parts) switch
        {
            ("GET", ["collections"]) => ListAsync(),
            ("GET", ["aliases"]) => AliasesAsync(null),
            ("POST", ["collections", "aliases"]) => UpdateAliasesAsync(body),
            ("GET", ["collections", _]) => InfoAsync(name),
            ("PUT", ["collections", _]) => CreateAsync(name, body),
            ("DELETE", ["collections", _]) => DeleteAsync(name),
            ("GET", ["collections", _, "exists"]) => ExistsAsync(name),
            ("GET", ["collections", _, "aliases"]) => AliasesAsync(name),
            ("PUT", ["collections", _, "index"]) => UpdateAsync(fault, () => _store.CreatePayloadIndexAsync(name, Text(body, "field_name"), Schema(body), CancellationToken.None)),
            ("DELETE", ["collections", _, "index", var field]) => UpdateAsync(fault, () => _store.DeletePayloadIndexAsync(name, Uri.UnescapeDataString(field), CancellationToken.None)),
            ("PUT", ["collections", _, "points"]) => UpsertHeldAsync(name, body, fault),
            ("POST", ["collections", _, "points"]) => RetrieveAsync(name, body),
            ("GET", ["collections", _, "points", var id]) => PointAsync(name, id),
            ("POST", ["collections", _, "points", "scroll"]) => ScrollAsync(name, body),
            ("POST", ["collections", _, "points", "count"]) => CountAsync(name, body),
            ("POST", ["collections", _, "points", "query"]) => QueryAsync(name, body),
            ("POST", ["collections", _, "points", "delete"]) => UpdateAsync(fault, () => DeletePointsAsync(name, body)),
            ("POST", ["collections", _, "points", "payload"]) => UpdateAsync(fault, () => ChangePayloadAsync(name, body, Merged)),
            ("PUT", ["collections", _, "points", "payload"]) => UpdateAsync(fault, () => ChangePayloadAsync(name, body, Replaced)),
            ("POST", ["collections", _, "points", "payload", "delete"]) => UpdateAsync(fault, () => ChangePayloadAsync(name, body, WithoutKeys)),
            ("POST", ["collections", _, "points", "payload", "clear"]) => UpdateAsync(fault, () => ChangePayloadAsync(name, body, (_, _) => [])),
            ("POST", ["collections", _, "points", "batch"]) => BatchAsync(name, body, fault),
            _ => throw new WireException(404, "Not found: no such path in this test host"),
        };
    }

    private static bool IsWriteOfPoints(HttpRequest request) =>
        (request.Method, request.Path.Value!.Trim('/').Split('/')) is ("PUT", ["collections", _, "points"]) or ("POST", ["collections", _, "points", "delete" or "batch"])
            or ("POST" or "PUT", ["collections", _, "points", "payload", ..]);

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private static string ErrorJson(string error) =>
        new JsonObject { ["status"] = new JsonObject { ["error"] = error }, ["time"] = 0.001 }.ToJsonString();

    private bool HasUpdateFilter => QdrantServer.Parse(Version)!.HasUpdateFilter;
}
