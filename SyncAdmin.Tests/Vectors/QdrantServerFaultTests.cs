using System.Net;
using System.Text;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Qdrant;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>A server that is too old, locked, away, slow, or no Qdrant at all.</summary>
public sealed class QdrantServerFaultTests : QdrantFaults
{
    [Fact]
    public async Task An_old_server_is_read_before_it_is_written_and_said_once()
    {
        (Qdrant.Version, Qdrant.KeepsCalls) = ("1.15.5", true);
        using var store = QdrantClients.Open(Qdrant, waits: Waits, logger: Log);
        await store.UpsertAsync(Name, [Point(1, fence: 20)], 20, None);
        await store.UpsertAsync(Name, [Point(1, "stale", 10), Point(2, fence: 10)], 10, None);
        Assert.DoesNotContain("stale", Encoding.UTF8.GetString((await store.GetAsync(Name, [Id(1)], false, None))[0].Payload.Span), StringComparison.Ordinal);
        Assert.Equal([1, 2], await NumbersAsync());
        Assert.DoesNotContain(Qdrant.Calls, call => call.Body?.Contains("update_filter", StringComparison.Ordinal) == true);
        Assert.Single(Log.Lines, line => line.Contains("no conditional updates", StringComparison.Ordinal));
        Assert.Equal("qdrant 1.15.5 (without conditional updates: upgrade it to 1.16 or newer)", await store.DescribeAsync(None));
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_refused()
    {
        Qdrant.Version = "1.9.7";
        using var store = QdrantClients.Open(Qdrant);
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => store.ListCollectionsAsync(None));
        Assert.Equal(ErrorCatalog.QdrantTooOld, refused.Problem.Error);
        Assert.Contains("1.9.7", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "no key is set")]
    [InlineData("another-key-that-nobody-may-see", "a key is set")]
    public async Task A_refused_key_names_the_setting_and_not_the_key(string? key, string says)
    {
        Qdrant.RequiredKey = FakeQdrant.ApiKey;
        using var store = QdrantClients.Open(new QdrantOptions { Url = Qdrant.Url, ApiKey = key }, logger: Log);
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => store.ListCollectionsAsync(None));
        Assert.Equal(ErrorCatalog.QdrantKeyRefused, refused.Problem.Error);
        Assert.Contains(says, refused.Problem.Detail, StringComparison.Ordinal);
        Assert.Contains("Vectors:Qdrant:ApiKey", refused.Problem.Error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("another-key", $"{refused}{Log}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_right_opens_the_server()
    {
        Qdrant.RequiredKey = FakeQdrant.ApiKey;
        using var store = QdrantClients.Open(Qdrant, logger: Log);
        Assert.Equal([Name], await store.ListCollectionsAsync(None));
        Assert.DoesNotContain("UNENCRYPTED", Log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://qdrant.example.com:6333", true)]
    [InlineData("https://qdrant.example.com:6333", false)]
    [InlineData("http://localhost:6333", false)]
    public void A_key_in_the_clear_is_said_loudly(string url, bool isLoud)
    {
        using var store = QdrantClients.Open(new QdrantOptions { Url = new Uri(url), ApiKey = "key" }, logger: Log);
        Assert.Equal(isLoud, Log.ToString().Contains("THE API KEY OF QDRANT TRAVELS UNENCRYPTED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_web_page_is_no_Qdrant()
    {
        Qdrant.Next(QdrantFault.Html);
        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => Store.ListCollectionsAsync(None));
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
        using var store = CannedQdrant.Open((HttpStatusCode)status, _ => body);
        Assert.Equal(code, (await Assert.ThrowsAsync<VectorStoreException>(() => store.DescribeAsync(None))).Problem.Code);
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
        using var store = QdrantClients.Open(new QdrantOptions { Url = new UriBuilder(Qdrant.Url) { Scheme = "https" }.Uri });
        Assert.Equal(ErrorCatalog.QdrantTlsFailed, (await Assert.ThrowsAsync<VectorStoreException>(() => store.DescribeAsync(None))).Problem.Error);
    }

    [Fact]
    public async Task A_slow_server_is_given_up_and_cancelling_is_no_failure()
    {
        Qdrant.Latency = TimeSpan.FromSeconds(3);
        using var store = QdrantClients.Open(Qdrant, options => options.TimeoutSeconds = 1);
        var slow = await Assert.ThrowsAsync<VectorStoreException>(() => store.DescribeAsync(None));
        Assert.Contains("within 1 s", slow.Problem.Detail, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.DescribeAsync(cancelled.Token));
    }
}
