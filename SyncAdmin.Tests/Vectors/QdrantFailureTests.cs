using System.Net;
using System.Text;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Qdrant;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Sync;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
/// <summary>What a Qdrant that misbehaves, or that is none, means for a call.</summary>
public sealed class QdrantFailureTests : IAsyncLifetime
{
    private const string Name = "tools__v1";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ImpatientTime _waits = new();
    private readonly RecordedLog _log = new();
    private FakeQdrant _qdrant = null!;
    private QdrantVectorStore _store = null!;

    public async Task InitializeAsync()
    {
        _qdrant = await FakeQdrant.StartAsync();
        _store = QdrantClients.Open(_qdrant, waits: _waits, logger: _log);
        await _store.CreateCollectionAsync(Name, new CollectionSpec(2, Distance.Dot), None);
    }

    public async Task DisposeAsync()
    {
        _store.Dispose();
        await _qdrant.DisposeAsync();
    }

    [Fact]
    public async Task A_429_is_waited_for_as_long_as_the_server_asks()
    {
        _qdrant.NextWrites(QdrantFault.TooManyRequests("7"), QdrantFault.TooManyRequests());
        await _store.UpsertAsync(Name, [Point(1)], 1, None);
        Assert.Equal(3, _qdrant.Writes);
        Assert.Equal([7.125, 0.25], _waits.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal([1], await NumbersAsync());
    }

    [Fact]
    public async Task A_server_that_asks_for_an_hour_is_left_alone()
    {
        _qdrant.NextWrites(QdrantFault.TooManyRequests("3600"));
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => _store.UpsertAsync(Name, [Point(1)], 1, None));
        Assert.Equal((ErrorCatalog.QdrantBusy, TimeSpan.FromHours(1), 1), (refused.Problem.Error, refused.RetryAfter, _qdrant.Writes));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task What_passes_by_itself_is_tried_again(int status)
    {
        _qdrant.NextWrites(QdrantFault.Refuses(status, "later"), QdrantFault.Refuses(status, "later"));
        await _store.UpsertAsync(Name, [Point(1)], 1, None);
        Assert.Equal([1], await NumbersAsync());
        Assert.Equal(3, _qdrant.Writes);
    }

    [Theory]
    [InlineData(400, "SYNC-2057")]
    [InlineData(401, "SYNC-2053")]
    [InlineData(403, "SYNC-2053")]
    [InlineData(404, "SYNC-2001")]
    [InlineData(409, "SYNC-2057")]
    [InlineData(422, "SYNC-2057")]
    [InlineData(507, "SYNC-2052")]
    public async Task What_does_not_pass_by_itself_is_tried_once(int status, string code)
    {
        _qdrant.NextWrites(QdrantFault.Refuses(status, "Wrong input: no"));
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => _store.UpsertAsync(Name, [Point(1)], 1, None));
        Assert.Equal((code, 1), (refused.Problem.Code, _qdrant.Writes));
        Assert.Contains(status == 404 ? $"'{Name}'" : $"{status}", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_connections_lose_and_double_nothing()
    {
        _qdrant.NextWrites(QdrantFault.DropBefore, QdrantFault.DropAfter, QdrantFault.DropBefore, QdrantFault.DropAfter);
        await _store.UpsertAsync(Name, [.. Enumerable.Range(1, 200).Select(n => Point(n))], 1, None);
        _qdrant.NextWrites(QdrantFault.DropAfter);
        await _store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload(1, "changed"))], 1, None);
        _qdrant.NextWrites(QdrantFault.DropAfter);
        await _store.DeleteAsync(Name, [Id(2)], 1, None);
        _qdrant.Next(QdrantFault.DropAfter, QdrantFault.DropBefore);
        Assert.Equal(Enumerable.Range(1, 200).Where(n => n != 2), await NumbersAsync());
        Assert.Contains("changed", Encoding.UTF8.GetString((await _store.GetAsync(Name, [Id(1)], false, None))[0].Payload.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_timed_out_and_was_done_is_not_sent_again()
    {
        _qdrant.NextWrites(QdrantFault.LateWrite);
        await _store.UpsertAsync(Name, [Point(1), Unstamped(2)], 1, None);
        _qdrant.NextWrites(QdrantFault.LateWrite);
        await _store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload(1, "changed")), new PointPayload(Id(9), Payload(9))], 1, None);
        _qdrant.NextWrites(QdrantFault.LateWrite, QdrantFault.LateWrite);
        await _store.DeleteAsync(Name, [Id(1)], 1, None);
        await _store.DeleteAsync(Name, new Filter(), null, None);
        Assert.Equal(4, _qdrant.Writes);
        Assert.Empty(await NumbersAsync());
    }

    [Fact]
    public async Task A_write_that_was_acknowledged_and_lost_is_sent_again()
    {
        await _store.UpsertAsync(Name, [Point(5), Unstamped(6)], 1, None);
        _qdrant.NextWrites(QdrantFault.LostWrite);
        await _store.UpsertAsync(Name, [Point(1), Unstamped(2), new VectorPoint(Id(6), new float[] { 0, 9 }, Unstamped(6).Payload)], 1, None);
        Assert.Equal(9, (await _store.GetAsync(Name, [Id(6)], true, None))[0].Vector.Span[1]);
        _qdrant.NextWrites(QdrantFault.LostWrite);
        await _store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload(1, "changed"))], 1, None);
        Assert.Contains("changed", Encoding.UTF8.GetString((await _store.GetAsync(Name, [Id(1)], false, None))[0].Payload.Span), StringComparison.Ordinal);
        _qdrant.NextWrites(QdrantFault.LostWrite);
        await _store.DeleteAsync(Name, [Id(5)], 1, None);
        _qdrant.NextWrites(QdrantFault.LostWrite);
        await _store.DeleteAsync(Name, new Filter { Must = [new Condition.HasId([Id(6)])] }, 1, None);
        Assert.Equal([1, 2], await NumbersAsync());
        Assert.Contains("3 of 3 points are not there", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_of_a_newer_owner_counts_as_confirmed()
    {
        await _store.UpsertAsync(Name, [Point(1, fence: 9)], 9, None);
        _qdrant.NextWrites(QdrantFault.LostWrite, QdrantFault.LostWrite, QdrantFault.LostWrite);
        await _store.UpsertAsync(Name, [Point(1, fence: 5)], 5, None);
        await _store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload(1, "stale", 5))], 5, None);
        await _store.DeleteAsync(Name, [Id(1)], 5, None);
        Assert.Equal(4, _qdrant.Writes);
    }

    [Fact]
    public async Task A_write_that_never_arrives_is_a_problem()
    {
        _qdrant.NextWrites([.. Enumerable.Repeat(QdrantFault.LostWrite, 3)]);
        var failed = await Assert.ThrowsAsync<VectorStoreException>(() => _store.UpsertAsync(Name, [Point(1), Point(2)], 1, None));
        Assert.Equal((ErrorCatalog.QdrantWriteUnconfirmed, ProblemKind.Unavailable), (failed.Problem.Error, failed.Problem.Error.Kind));
        Assert.Contains("2 of its points", failed.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_writes_go_in_batches_some_at_a_time()
    {
        _qdrant.KeepsCalls = true;
        await _store.UpsertAsync(Name, [.. Enumerable.Range(1, 1000).Select(n => Point(n))], 1, None);
        Assert.Equal(4, _qdrant.Writes);
        await _store.OverwritePayloadAsync(Name, [.. Enumerable.Range(1, 300).Select(n => new PointPayload(Id(n), Payload(n, "changed")))], 1, None);
        await _store.DeleteAsync(Name, [.. Enumerable.Range(1, 300).Select(Id)], 1, None);
        Assert.Equal(8, _qdrant.Writes);
        Assert.Equal(700, await _store.CountAsync(Name, null, None));
    }

    [Fact]
    public async Task A_strict_server_gets_the_index_that_it_asks_for()
    {
        _qdrant.IsStrict = true;
        await _store.UpsertAsync(Name, [.. Enumerable.Range(1, 600).Select(n => Point(n))], 1, None);
        await _store.DeleteAsync(Name, [Id(600)], 1, None);
        Assert.Equal(599, await _store.CountAsync(Name, null, None));
        Assert.Equal("integer", (await _store.GetCollectionAsync(Name, None))!.PayloadIndexes["_sync.fence"]);

        _qdrant.Next(QdrantFault.Refuses(400, "Bad request: Index required but not found for \"price\" of one of the following types: [float]. Help: Create an index for this key or use a different filter."));
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => _store.CountAsync(Name, new Filter(), None));
        Assert.Equal((ErrorCatalog.QdrantIndexRequired, ProblemKind.Invalid), (refused.Problem.Error, refused.Problem.Error.Kind));
        Assert.Contains("\"price\"", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_whose_making_was_answered_into_the_void_is_made()
    {
        _qdrant.Next(QdrantFault.DropAfter);
        await _store.CreateCollectionAsync("other", new CollectionSpec(3), None);
        Assert.Equal(3, (await _store.GetCollectionAsync("other", None))!.Spec.VectorSize);
        var taken = await Assert.ThrowsAsync<VectorStoreException>(() => _store.CreateCollectionAsync("other", new CollectionSpec(3), None));
        Assert.Equal(ErrorCatalog.VectorNameTaken, taken.Problem.Error);
        _qdrant.Next(QdrantFault.DropAfter);
        await Assert.ThrowsAsync<VectorStoreException>(() => _store.CreateCollectionAsync("other", new CollectionSpec(4), None));
    }

    [Fact]
    public async Task An_old_server_is_read_before_it_is_written_and_said_once()
    {
        (_qdrant.Version, _qdrant.KeepsCalls) = ("1.15.5", true);
        using var store = QdrantClients.Open(_qdrant, waits: _waits, logger: _log);
        await store.UpsertAsync(Name, [Point(1, fence: 20)], 20, None);
        await store.UpsertAsync(Name, [Point(1, "stale", 10), Point(2, fence: 10)], 10, None);
        Assert.DoesNotContain("stale", Encoding.UTF8.GetString((await store.GetAsync(Name, [Id(1)], false, None))[0].Payload.Span), StringComparison.Ordinal);
        Assert.Equal([1, 2], await NumbersAsync());
        Assert.DoesNotContain(_qdrant.Calls, call => call.Body?.Contains("update_filter", StringComparison.Ordinal) == true);
        Assert.Single(_log.Lines, line => line.Contains("no conditional updates", StringComparison.Ordinal));
        Assert.Equal("qdrant 1.15.5 (without conditional updates: upgrade it to 1.16 or newer)", await store.DescribeAsync(None));
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_refused()
    {
        _qdrant.Version = "1.9.7";
        using var store = QdrantClients.Open(_qdrant);
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => store.ListCollectionsAsync(None));
        Assert.Equal(ErrorCatalog.QdrantTooOld, refused.Problem.Error);
        Assert.Contains("1.9.7", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "no key is set")]
    [InlineData("another-key-that-nobody-may-see", "a key is set")]
    public async Task A_refused_key_names_the_setting_and_not_the_key(string? key, string says)
    {
        _qdrant.RequiredKey = FakeQdrant.ApiKey;
        using var store = QdrantClients.Open(new QdrantOptions { Url = _qdrant.Url, ApiKey = key }, logger: _log);
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => store.ListCollectionsAsync(None));
        Assert.Equal(ErrorCatalog.QdrantKeyRefused, refused.Problem.Error);
        Assert.Contains(says, refused.Problem.Detail, StringComparison.Ordinal);
        Assert.Contains("Vectors:Qdrant:ApiKey", refused.Problem.Error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("another-key", $"{refused}{_log}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_right_opens_the_server()
    {
        _qdrant.RequiredKey = FakeQdrant.ApiKey;
        using var store = QdrantClients.Open(_qdrant, logger: _log);
        Assert.Equal([Name], await store.ListCollectionsAsync(None));
        Assert.DoesNotContain("UNENCRYPTED", _log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://qdrant.example.com:6333", true)]
    [InlineData("https://qdrant.example.com:6333", false)]
    [InlineData("http://localhost:6333", false)]
    public void A_key_in_the_clear_is_said_loudly(string url, bool isLoud)
    {
        using var store = QdrantClients.Open(new QdrantOptions { Url = new Uri(url), ApiKey = "key" }, logger: _log);
        Assert.Equal(isLoud, _log.ToString().Contains("THE API KEY OF QDRANT TRAVELS UNENCRYPTED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_web_page_is_no_Qdrant()
    {
        _qdrant.Next(QdrantFault.Html);
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => _store.ListCollectionsAsync(None));
        Assert.Equal(ErrorCatalog.NotQdrant, refused.Problem.Error);
        Assert.Contains("text/html", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"name":"elasticsearch","version":{"number":"9.0"}}""", "SYNC-2054")]
    [InlineData(200, """{"title":"another server","version":"1.19.0"}""", "SYNC-2054")]
    [InlineData(200, """{"title":"qdrant - vector sea""", "SYNC-2058")]
    [InlineData(404, """{"error":"no such path"}""", "SYNC-2054")]
    [InlineData(301, "", "SYNC-2054")]
    public async Task Another_server_is_no_Qdrant(int status, string body, string code)
    {
        using var store = Canned((HttpStatusCode)status, _ => body);
        Assert.Equal(code, (await Assert.ThrowsAsync<VectorStoreException>(() => store.DescribeAsync(None))).Problem.Code);
    }

    [Fact]
    public async Task Numbers_as_point_ids_are_refused()
    {
        using var store = Canned(HttpStatusCode.OK, path => path == "/"
            ? """{"title":"qdrant - vector search engine","version":"1.19.1"}"""
            : """{"result":{"points":[{"id":42,"payload":null,"vector":{"image":[1,2]}}],"next_page_offset":43},"status":"ok"}""");
        var refused = await Assert.ThrowsAsync<ProblemException>(() => store.ScrollAsync("theirs", null, null, 10, true, None));
        Assert.Equal(ErrorCatalog.QdrantIdNotUuid, refused.Problem.Error);
        Assert.Contains("42", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_of_somebody_else_is_described_and_its_points_are_read()
    {
        using var store = Canned(HttpStatusCode.OK, path => path switch
        {
            "/" => """{"title":"qdrant - vector search engine","version":"1.19.0-dev"}""",
            "/aliases" => """{"result":{"aliases":[]},"status":"ok"}""",
            "/collections/theirs" => """
                {"result":{"status":"green","optimizer_status":"ok","points_count":7,"segments_count":1,"config":{"params":{"vectors":{"image":{"size":4,"distance":"Dot"}},"payload":{"memory":"cold"}},
                "hnsw_config":{"m":16,"ef_construct":100,"full_scan_threshold":10,"memory":"pinned"},"optimizer_config":{}},"payload_schema":{}},"status":"ok"}
                """,
            _ => """{"result":{"points":[{"id":"00000000-0000-4000-8000-000000000001","payload":{"año": 1.50 },"vector":{"image":[1,2]}}],"next_page_offset":null},"status":"ok"}""",
        });
        var description = (await store.GetCollectionAsync("theirs", None))!;
        Assert.Equal("has the named vectors image", description.Unusable);
        Assert.Equal((0, 7L, true, false), (description.Spec.VectorSize, description.PointCount, description.Spec.OnDiskPayload, description.Spec.HnswOnDisk));
        var point = Assert.Single((await store.ScrollAsync("theirs", null, null, 10, true, None)).Points);
        Assert.Equal("""{"año": 1.50 }""", Encoding.UTF8.GetString(point.Payload.Span));
        Assert.True(point.Vector.IsEmpty);
    }

    [Fact]
    public async Task Points_are_counted_when_the_figure_may_be_off_and_red_says_why()
    {
        await _store.UpsertAsync(Name, [Point(1), Point(2)], 1, None);
        _qdrant.CollectionStatus = "yellow";
        var yellow = (await _store.GetCollectionAsync(Name, None))!;
        Assert.Equal(("yellow", 2L), (yellow.Status, yellow.PointCount));
        _qdrant.CollectionStatus = "red";
        var red = (await _store.GetCollectionAsync(Name, None))!;
        Assert.Equal(ErrorCatalog.QdrantCollectionRed, red.Damage?.Error);
        Assert.Contains("the disk of this node failed", red.Damage?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_said_with_the_address()
    {
        using var store = QdrantClients.Open(new QdrantOptions { Url = new Uri($"http://127.0.0.1:{FreePort.Next()}") });
        var away = await Assert.ThrowsAsync<VectorStoreException>(() => store.ListCollectionsAsync(None));
        Assert.Equal((ErrorCatalog.QdrantUnreachable, ProblemKind.Unavailable), (away.Problem.Error, away.Problem.Error.Kind));
        Assert.Contains("refused", away.Problem.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_server_without_TLS_is_told_from_one_that_is_away()
    {
        using var store = QdrantClients.Open(new QdrantOptions { Url = new UriBuilder(_qdrant.Url) { Scheme = "https" }.Uri });
        Assert.Equal(ErrorCatalog.QdrantTlsFailed, (await Assert.ThrowsAsync<VectorStoreException>(() => store.DescribeAsync(None))).Problem.Error);
    }

    [Fact]
    public async Task A_slow_server_is_given_up_and_cancelling_is_no_failure()
    {
        _qdrant.Latency = TimeSpan.FromSeconds(3);
        using var store = QdrantClients.Open(_qdrant, options => options.TimeoutSeconds = 1);
        var slow = await Assert.ThrowsAsync<VectorStoreException>(() => store.DescribeAsync(None));
        Assert.Contains("within 1 s", slow.Problem.Detail, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.DescribeAsync(cancelled.Token));
    }

    [Fact]
    public async Task A_batch_of_which_the_answer_says_nothing_is_not_taken_for_done()
    {
        await _store.UpsertAsync(Name, [Point(1)], 1, None);
        _qdrant.AnswersNext("/points/batch", """{"result":[],"status":"ok","time":0.1}""");
        await _store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload(1, "other"))], 1, None);
        Assert.Contains("other", Encoding.UTF8.GetString((await _store.GetAsync(Name, [Id(1)], false, None))[0].Payload.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_step_in_an_address_is_no_collection(string name)
    {
        _qdrant.KeepsCalls = true;
        var calls = _qdrant.Calls.Count;
        Assert.Null(await _store.GetCollectionAsync(name, None));
        Assert.Equal(calls, _qdrant.Calls.Count);
    }

    private static Guid Id(int number) => new($"00000000-0000-4000-8000-{number:D12}");

    private static byte[] Payload(int number, string name = "item", long fence = 1) => Encoding.UTF8.GetBytes(
        $$$"""{"n":{{{number}}},"name":"{{{name}}}","_sync":{"key":"{{{number}}}","textHash":"t{{{number}}}","payloadHash":"{{{name}}}{{{number}}}","fence":{{{fence}}}}}""");

    private static VectorPoint Point(int number, string name = "item", long fence = 1) => new(Id(number), new float[] { 1, number }, Payload(number, name, fence));

    private static VectorPoint Unstamped(int number) => new(Id(number), new float[] { 1, number }, Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""));

    private async Task<IEnumerable<int>> NumbersAsync() =>
        (await _store.ScrollAsync(Name, null, null, 1000, false, None)).Points.Select(point => int.Parse(point.Id.ToString()[24..], System.Globalization.CultureInfo.InvariantCulture));

    private static QdrantVectorStore Canned(HttpStatusCode status, Func<string, string> answer) => new(
        new HttpClient(new CannedAnswers(status, answer)),
        new QdrantOptions(),
        new QdrantRetry(new ImpatientTime(), () => 0, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance),
        TimeProvider.System,
        Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    private sealed class CannedAnswers(HttpStatusCode status, Func<string, string> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(answer(request.RequestUri!.AbsolutePath), Encoding.UTF8, "application/json") });
    }
}
