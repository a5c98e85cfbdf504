using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Embeddings.Local;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Search;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Tests.Storage;
using SyncAdmin.Tests.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Search;

#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
/// <summary>Search over a hardware store's catalogue: real state, embedded store, built-in embedder.</summary>
public sealed class SearchServiceTests : IAsyncLifetime
{
    private const string Name = "productos";
    private readonly TemporaryDirectory _directory = new();
    private readonly ScriptedEmbedder _embedder = new();
    private TestState _state = null!;
    private EmbeddedVectorStore _store = null!;
    private CollectionManager _collections = null!;
    private SearchService _search = null!;
    private string _physicalName = "";

    public async Task InitializeAsync()
    {
        _state = await TestState.CreateAsync(StorageProvider.Sqlite);
        _store = new EmbeddedVectorStore(_directory.Path, NullLoggerFactory.Instance);
        _collections = new CollectionManager(_state.Database, _store, new AuditLog(_state.Database, TimeProvider.System), TimeProvider.System, NullLogger<CollectionManager>.Instance);
        _search = new SearchService(_collections, _store, _embedder, TimeProvider.System, NullLogger<SearchService>.Instance);
        _physicalName = (await _collections.EnsureAsync(Name, _embedder.Fingerprint, CancellationToken.None)).Required().PhysicalName;
        await _store.UpsertAsync(
            _physicalName,
            [
                Point("TRP-0012-B", "Taladro percutor 750 W", "Truper", 1299),
                Point("TRP-0013-B", "Taladro percutor 500 W", "Truper", 899),
                Point("bos18v", "Taladro inalámbrico 18V", "Bosch", 2999),
                Point("MAR-16", "Martillo de uña curva 16 oz", "Pretul", 189),
                Point("MAR-20", "Martillo de bola 20 oz", "Truper", 259),
                Point("ANG-1", "Ángulo de hierro 1\"", "Foset", 99),
                Point("45120", "Llave inglesa ajustable 10\"", "Urrea", 349),
                Point("45120", "Llave inglesa ajustable 12\"", "Urrea", 419),
            ],
            fence: null,
            CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        _collections.Dispose();
        _store.Dispose();
        _directory.Dispose();
        await _state.DisposeAsync();
    }

    [Fact]
    public async Task A_provider_that_hangs_holds_up_an_exact_code_for_a_few_seconds_only()
    {
        _embedder.Hangs = true;

        var answer = (await _search.SearchTextAsync(new TextSearch(Name, "MAR-16"), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30))).Required();

        Assert.True(Assert.Single(answer.Results).ExactCode);
        Assert.Equal(ErrorCatalog.ModelUnreachable, answer.Incomplete!.Error);
    }

    [Fact]
    public async Task An_adopted_collection_is_searched_with_a_warning_also_its_points_that_no_sync_wrote()
    {
        await _store.CreateCollectionAsync("legacy", new CollectionSpec(_embedder.Fingerprint.Dimensions), CancellationToken.None);
        var vector = (await _embedder.EmbedAsync(["Taladro inalámbrico"], EmbeddingTask.Document, CancellationToken.None)).Vectors[0];
        var id = Guid.NewGuid();
        await _store.UpsertAsync("legacy", [new VectorPoint(id, vector, System.Text.Encoding.UTF8.GetBytes("""{"color":"azul"}"""))], fence: null, CancellationToken.None);
        await _store.UpsertAsync("legacy", [new VectorPoint(Guid.NewGuid(), vector, System.Text.Encoding.UTF8.GetBytes("{}"))], fence: null, CancellationToken.None);
        await _collections.AdoptAsync("legacy", "viejo", null, Actor.System, null, CancellationToken.None);

        var answer = (await _search.SearchTextAsync(new TextSearch("viejo", "taladro inalámbrico"), CancellationToken.None)).Required();

        var found = answer.Results.Single(result => result.Id == id);
        Assert.Equal((2, """{"color":"azul"}""", null), (answer.Results.Count, found.Payload.GetRawText(), found.Code));
        Assert.Equal(ErrorCatalog.CollectionModelUnknown, answer.Incomplete!.Error);
        await _collections.StateModelAsync("viejo", _embedder.Fingerprint, Actor.System, null, CancellationToken.None);
        Assert.Null((await _search.SearchTextAsync(new TextSearch("viejo", "taladro"), CancellationToken.None)).Required().Incomplete);
    }

    [Fact]
    public async Task An_adopted_collection_of_other_vectors_is_refused_with_both_lengths()
    {
        await _store.CreateCollectionAsync("short", new CollectionSpec(8), CancellationToken.None);
        await _collections.AdoptAsync("short", null, null, Actor.System, null, CancellationToken.None);

        var refused = await _search.SearchTextAsync(new TextSearch("short", "taladro"), CancellationToken.None);

        Assert.Equal(ErrorCatalog.CollectionOfAnotherModel, refused.Problem!.Error);
        Assert.Contains("8 numbers", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_is_searched_by_its_alias_too()
    {
        await _collections.SetAliasAsync(Name, "tienda", Actor.System, null, CancellationToken.None);

        var answer = (await _search.SearchTextAsync(new TextSearch("tienda", "MAR-16"), CancellationToken.None)).Required();

        Assert.True(answer.Results[0].ExactCode);
    }

    [Theory]
    [InlineData("TRP-0012-B")]
    [InlineData("  trp-0012-b ")]
    [InlineData("Trp-0012-b")]
    public async Task A_code_comes_first_whatever_its_case_with_score_1_and_is_not_repeated(string text)
    {
        var results = (await SearchAsync(text)).Results;

        Assert.Equal(("TRP-0012-B", 1f, true), (results[0].Code, results[0].Score, results[0].ExactCode));
        Assert.Equal(results.Count, results.Select(result => result.Id).Distinct().Count());
        Assert.All(results.Skip(1), result => Assert.False(result.ExactCode));
    }

    [Fact]
    public async Task A_code_stored_in_small_letters_is_found_in_capitals() => Assert.True((await SearchAsync("BOS18V")).Results[0] is { Code: "bos18v", ExactCode: true });

    [Fact]
    public async Task Every_record_of_a_code_is_found() => Assert.Equal(2, (await SearchAsync("45120")).Results.Count(result => result.ExactCode));

    [Fact]
    public async Task A_code_is_found_even_when_the_vectors_know_nothing_of_it()
    {
        var point = Point("ZZZ-9", "Guante de carnaza", "Volteck", 75);
        await _store.UpsertAsync(_physicalName, [point with { Vector = LocalEmbedder.Embed("guante de carnaza") }], fence: null, CancellationToken.None);

        Assert.Equal(point.Id, (await SearchAsync("zzz-9")).Results[0].Id);
    }

    [Theory]
    [InlineData("taladro percutor", "TRP-0012-B,TRP-0013-B")]
    [InlineData("angulo hierro", "ANG-1")]
    [InlineData("martilo de uña", "MAR-16")]
    [InlineData("taladros inalambricos", "bos18v")]
    public async Task Words_typos_plurals_and_missing_accents_find_the_product(string text, string codes)
    {
        var results = (await SearchAsync(text)).Results;

        Assert.Contains(results[0].Code!, codes.Split(','));
        Assert.False(results[0].ExactCode);
        Assert.InRange(results[0].Score, 0.2f, 1f);
    }

    [Fact]
    public async Task The_payload_comes_without_our_own_fields()
    {
        var payload = (await SearchAsync("TRP-0012-B")).Results[0].Payload;

        Assert.Equal("""{"name":"Taladro percutor 750 W","brand":"Truper","price":1299}""", payload.GetRawText());
    }

    [Fact]
    public async Task A_filter_counts_for_codes_and_words()
    {
        var bosch = new Filter { Must = [new Condition.Match("brand", JsonSerializer.SerializeToElement("Bosch"))] };

        var byCode = (await SearchAsync("TRP-0012-B", filter: bosch)).Results;
        var byWords = (await SearchAsync("taladro", filter: bosch)).Results;

        Assert.Equal("bos18v", Assert.Single(byCode).Code);
        Assert.Equal("bos18v", Assert.Single(byWords).Code);
    }

    [Fact]
    public async Task The_limit_holds_over_codes_and_words_together()
    {
        Assert.Equal(3, (await SearchAsync("45120", limit: 3)).Results.Count);
        Assert.Single((await SearchAsync("45120", limit: 1)).Results);
        Assert.Equal(8, (await SearchAsync("45120", limit: 100)).Results.Count);
    }

    [Fact]
    public async Task The_answer_says_where_its_time_went()
    {
        var answer = await SearchAsync("taladro");

        Assert.Equal(["code", "embed", "query"], answer.Timings.Keys.Order(StringComparer.Ordinal));
        Assert.True(answer.Took >= answer.Timings.Values.Sum());
        Assert.Equal(EmbeddingTask.Query, _embedder.LastTask);
    }

    [Theory]
    [InlineData("", 10, "SYNC-8001")]
    [InlineData(" \t ", 10, "SYNC-8001")]
    [InlineData("x", 0, "SYNC-8003")]
    [InlineData("x", 101, "SYNC-8003")]
    public async Task A_wrong_question_is_refused(string text, int limit, string code) => Assert.Equal(code, (await FailAsync(new TextSearch(Name, text, limit))).Code);

    [Fact]
    public async Task A_text_of_2001_characters_is_refused()
    {
        Assert.Equal("SYNC-8002", (await FailAsync(new TextSearch(Name, new string('x', 2001)))).Code);
        Assert.NotEmpty((await SearchAsync(new string('x', 2000))).Results);
    }

    [Fact]
    public async Task An_unknown_collection_is_answered_with_those_that_exist()
    {
        var problem = await FailAsync(new TextSearch("produtos", "taladro"));

        Assert.Equal(ErrorCatalog.CollectionNotFound, problem.Error);
        Assert.Contains("there are: productos", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_never_synced_has_no_results()
    {
        await _collections.CreateAsync("nueva", new CollectionSpec(1536), Actor.System, null, CancellationToken.None);

        Assert.Empty((await _search.SearchTextAsync(new TextSearch("nueva", "taladro"), CancellationToken.None)).Required().Results);
    }

    [Fact]
    public async Task With_another_model_words_are_refused_and_codes_are_still_found()
    {
        _embedder.Fingerprint = _embedder.Fingerprint with { PrefixVersion = 2 };

        var problem = await FailAsync(new TextSearch(Name, "taladro"));
        var byCode = await SearchAsync("TRP-0012-B");

        Assert.Equal(ErrorCatalog.CollectionOfAnotherModel, problem.Error);
        Assert.Equal("TRP-0012-B", Assert.Single(byCode.Results).Code);
        Assert.Equal(ErrorCatalog.CollectionOfAnotherModel, byCode.Incomplete!.Error);
    }

    [Fact]
    public async Task While_the_provider_is_away_codes_are_still_found_and_words_say_why_not()
    {
        _embedder.Failure = new EmbeddingException(new Problem(ErrorCatalog.ModelUnreachable, "Away."), EmbeddingFailure.Unreachable);

        Assert.Equal(ErrorCatalog.ModelUnreachable, (await FailAsync(new TextSearch(Name, "taladro"))).Error);
        Assert.Equal(ErrorCatalog.ModelUnreachable, (await SearchAsync("TRP-0012-B")).Incomplete!.Error);
    }

    [Fact]
    public async Task A_collection_that_the_store_has_lost_is_a_problem_with_a_remedy()
    {
        await _store.DeleteCollectionAsync(_physicalName, CancellationToken.None);

        Assert.Equal(ErrorCatalog.VectorCollectionNotFound, (await FailAsync(new TextSearch(Name, "taladro"))).Error);
    }

    private async Task<SearchAnswer> SearchAsync(string text, int limit = 10, Filter? filter = null) =>
        (await _search.SearchTextAsync(new TextSearch(Name, text, limit, filter), CancellationToken.None)).Required();

    private async Task<Problem> FailAsync(TextSearch search) =>
        (await _search.SearchTextAsync(search, CancellationToken.None)).Problem ?? throw new InvalidOperationException("It was answered.");

    private static VectorPoint Point(string code, string name, string brand, decimal price) => new(
        Guid.NewGuid(),
        LocalEmbedder.Embed($"{name} {brand} {code}"),
        SyncPayload.Combine(
            JsonSerializer.SerializeToUtf8Bytes(new { name, brand, price }),
            new SyncMembers(Guid.Empty, code, code, default, default, Fence: 1)));

    /// <summary>The built-in embedder that can be another model, or away.</summary>
    private sealed class ScriptedEmbedder : IEmbedder
    {
        private readonly LocalEmbedder _inner = new();

        public ModelFingerprint Fingerprint { get; set; } = new LocalEmbedder().Fingerprint;

        public int MaxBatchItems => _inner.MaxBatchItems;

        public int Concurrency => 1;

        public decimal PricePerMillionTokens => 0;

        internal EmbeddingException? Failure { get; set; }

        internal bool Hangs { get; set; }

        internal EmbeddingTask? LastTask { get; private set; }

        public async Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, EmbeddingTask task, CancellationToken cancellationToken)
        {
            LastTask = task;
            if (Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return Failure is null ? await _inner.EmbedAsync(texts, task, cancellationToken) : throw Failure;
        }
    }
}
