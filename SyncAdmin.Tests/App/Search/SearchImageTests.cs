using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SyncAdmin.App.Access;
using SyncAdmin.Core.Vision;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Vision;
using Xunit;

namespace SyncAdmin.Tests.App.Search;

#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
/// <summary><c>POST /api/search/image</c> over a synced catalogue, with a model that sees what a test says.</summary>
public sealed class SearchImageTests : IAsyncLifetime
{
    private readonly SmallShop _shop = new();
    private FakeSeeingModel _server = null!;
    private TestApp _app = null!;
    private HttpClient _machine = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeSeeingModel.StartAsync();
        _server.Answer = """{"description":"product number seven","brand":null,"codes":["p-00041"],"words":[]}""";
        _app = new TestApp(_server.Settings("gemini"));
        _machine = await _app.MachineAsync();
        await _shop.SyncAsync(_machine, "shop");
    }

    public async Task DisposeAsync()
    {
        _machine.Dispose();
        await _app.DisposeAsync();
        await _server.DisposeAsync();
        _shop.Dispose();
    }

    [Fact]
    public async Task A_picture_is_understood_its_code_found_first_then_what_its_text_resembles()
    {
        var answer = await FindAsync(SamplePictures.Jpeg, ("limit", "3"));
        var (understood, results) = (answer.GetProperty("understood"), answer.GetProperty("results"));

        Assert.Equal("product number seven p-00041", understood.GetProperty("text").GetString());
        Assert.Equal("product number seven", understood.GetProperty("description").GetString());
        Assert.Equal(["p-00041"], understood.GetProperty("codes").EnumerateArray().Select(code => code.GetString()));
        Assert.Equal(3, results.GetArrayLength());
        Assert.Equal(("P-00041", true, 1), (results[0].GetProperty("code").GetString(), results[0].GetProperty("exactCode").GetBoolean(), results[0].GetProperty("score").GetInt32()));
        Assert.False(results[1].GetProperty("exactCode").GetBoolean());
        Assert.Equal(["code", "embed", "query", "vision"], answer.GetProperty("timings").EnumerateObject().Select(step => step.Name).Order(StringComparer.Ordinal));
        Assert.True(answer.GetProperty("took").GetDouble() >= answer.GetProperty("timings").EnumerateObject().Sum(step => step.Value.GetDouble()));
    }

    [Fact]
    public async Task A_filter_counts()
    {
        var answer = await FindAsync(SamplePictures.Png, ("filter", """{"must":[{"key":"code","match":{"value":"P-00007"}}]}"""));

        Assert.Equal("P-00007", Assert.Single(answer.GetProperty("results").EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_picture_can_be_understood_without_a_search()
    {
        using var answer = await PostAsync(SamplePictures.LossyWebP, collection: null, ("search", "false"));
        var understood = await TestApp.JsonAsync(answer);

        Assert.Equal("product number seven p-00041", understood.GetProperty("understood").GetProperty("text").GetString());
        Assert.Empty(understood.GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task A_picture_in_which_nothing_is_seen_finds_nothing()
    {
        _server.Answer = """{"description":"","brand":null,"codes":[],"words":[]}""";
        var answer = await FindAsync(SamplePictures.Jpeg);

        Assert.Equal("", answer.GetProperty("understood").GetProperty("text").GetString());
        Assert.Empty(answer.GetProperty("results").EnumerateArray());
    }

    [Theory]
    [InlineData("svg", HttpStatusCode.UnsupportedMediaType, "SYNC-8050", "an SVG")]
    [InlineData("pdf", HttpStatusCode.UnsupportedMediaType, "SYNC-8050", "a PDF")]
    [InlineData("truncated", HttpStatusCode.UnprocessableEntity, "SYNC-8051", "ends before")]
    [InlineData("polyglot", HttpStatusCode.UnprocessableEntity, "SYNC-8052", "HTML")]
    [InlineData("100 megapixels", HttpStatusCode.UnprocessableEntity, "SYNC-8053", "10000 × 10000")]
    [InlineData("10 MB and a byte", HttpStatusCode.RequestEntityTooLarge, "SYNC-8054", "10 MB")]
    [InlineData("30 MB", HttpStatusCode.RequestEntityTooLarge, "SYNC-8054", "10 MB")]
    public async Task A_bad_upload_is_refused_with_the_reason_and_no_call_is_paid_for(string kind, HttpStatusCode status, string code, string reason)
    {
        byte[] file = kind switch
        {
            "svg" => Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "pdf" => Encoding.UTF8.GetBytes("%PDF-1.7"),
            "truncated" => SamplePictures.Jpeg[..300],
            "polyglot" => SamplePictures.JpegWith(0xFE, "<script>alert(1)</script>"u8.ToArray()),
            "100 megapixels" => SamplePictures.JpegOf(10_000, 10_000),
            "30 MB" => new byte[30 << 20],
            _ => new byte[ImageCheck.LargestFile + 1],
        };
        using var answer = await PostAsync(file, "shop");
        var problem = await ProblemAssert.IsProblemAsync(answer, status);

        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, _server.Calls);
    }

    [Theory]
    [InlineData(null, "10", null, HttpStatusCode.BadRequest, "SYNC-7400")]
    [InlineData("nowhere", "10", null, HttpStatusCode.NotFound, null)]
    [InlineData("shop", "101", null, HttpStatusCode.UnprocessableEntity, "SYNC-8003")]
    [InlineData("shop", "many", null, HttpStatusCode.BadRequest, "SYNC-7400")]
    [InlineData("shop", "10", "{", HttpStatusCode.BadRequest, "SYNC-7400")]
    [InlineData("shop", "10", "{\"must\":7}", HttpStatusCode.UnprocessableEntity, null)]
    public async Task A_wrong_question_is_refused_before_a_call_is_paid_for(string? collection, string limit, string? filter, HttpStatusCode status, string? code)
    {
        using var answer = await PostAsync(SamplePictures.Jpeg, collection, ("limit", limit), ("filter", filter ?? ""));
        var problem = await ProblemAssert.IsProblemAsync(answer, status);

        Assert.Equal(code ?? problem.GetProperty("code").GetString(), problem.GetProperty("code").GetString());
        Assert.Equal(0, _server.Calls);
    }

    [Fact]
    public async Task A_body_that_is_no_form_with_one_picture_is_refused()
    {
        using var json = await _machine.PostAsync(Address, new StringContent("{}", Encoding.UTF8, "application/json"));
        using var empty = await _machine.PostAsync(Address, new MultipartFormDataContent { { new StringContent("shop"), "collection" } });
        using var two = await _machine.PostAsync(Address, new MultipartFormDataContent { Image(SamplePictures.Png), Image(SamplePictures.Png) });
        using var broken = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nabc"u8.ToArray());
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var torn = await _machine.PostAsync(Address, broken);

        Assert.Equal("SYNC-8060", (await ProblemAssert.IsProblemAsync(json, HttpStatusCode.UnsupportedMediaType)).GetProperty("code").GetString());
        Assert.All([await ProblemAssert.IsProblemAsync(empty, HttpStatusCode.BadRequest), await ProblemAssert.IsProblemAsync(two, HttpStatusCode.BadRequest), await ProblemAssert.IsProblemAsync(torn, HttpStatusCode.BadRequest)],
            problem => Assert.Equal("SYNC-7400", problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Without_a_provider_the_answer_says_what_to_set()
    {
        await using var app = new TestApp();
        using var machine = await app.MachineAsync();
        using var answer = await machine.PostAsync(Address, new MultipartFormDataContent { Image(SamplePictures.Png), { new StringContent("false"), "search" } });
        var problem = await ProblemAssert.IsProblemAsync(answer, HttpStatusCode.Conflict);

        Assert.Equal("SYNC-3050", problem.GetProperty("code").GetString());
        Assert.Contains("Vision:Provider", problem.GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_ours_sends_it_with_its_session_and_another_sites_page_can_not()
    {
        using var browser = await _app.SignedInBrowserAsync();
        using var refused = await browser.PostAsync(Address, new MultipartFormDataContent { Image(SamplePictures.Png), { new StringContent("false"), "search" } });
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new MultipartFormDataContent { Image(SamplePictures.Png), { new StringContent("false"), "search" } } };
        request.Headers.Add(CrossSiteGuard.Header, "SyncAdmin");
        using var taken = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task A_caller_that_floods_it_is_told_to_wait()
    {
        var refused = 0;
        for (var call = 0; call < RateLimits.PictureBurst + 20; call++)
        {
            using var answer = await _machine.PostAsync(Address, new StringContent("{}", Encoding.UTF8, "application/json"));
            refused += answer.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
        }

        Assert.InRange(refused, 1, 20);
    }

    [Fact]
    public async Task The_description_of_the_API_has_the_form()
    {
        var document = await TestApp.JsonAsync(await _machine.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var operation = document.GetProperty("paths").GetProperty("/api/search/image").GetProperty("post");
        var form = operation.GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema");

        Assert.Equal("binary", form.GetProperty("properties").GetProperty("image").GetProperty("format").GetString());
        Assert.True(operation.GetProperty("responses").TryGetProperty("413", out _));
        Assert.True(operation.GetProperty("responses").TryGetProperty("415", out _));
    }

    private static Uri Address { get; } = new("/api/search/image", UriKind.Relative);

    private static ByteArrayContent Image(byte[] file)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "image", FileName = "../../etc/passwd" };
        return content;
    }

    private async Task<JsonElement> FindAsync(byte[] file, params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync(file, "shop", fields);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await TestApp.JsonAsync(answer);
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] file, string? collection, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { Image(file) };
        foreach (var (name, value) in collection is null ? fields : [("collection", collection), .. fields])
        {
            form.Add(new StringContent(value), name);
        }

        return await _machine.PostAsync(Address, form);
    }
}
