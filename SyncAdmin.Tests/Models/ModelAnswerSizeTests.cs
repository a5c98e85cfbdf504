using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Models.OpenAi;
using SyncAdmin.Tests.Outbound;
using Xunit;

namespace SyncAdmin.Tests.Models;

/// <summary>How much of an answer is taken in, whoever gives it.</summary>
public sealed class ModelAnswerSizeTests
{
    private const long Most = 64L * 1024 * 1024;
    private static readonly byte[] Models = [.. """{"data":[{"id":"nomic-embed-text"}]}"""u8];

    [Fact]
    public async Task An_answer_of_64_MiB_is_read()
    {
        var list = await ListAsync(new Blanks(Most - Models.Length, Models));

        Assert.Equal("nomic-embed-text", Assert.Single(list.Data!).Id);
    }

    [Fact]
    public async Task One_byte_more_is_an_answer_that_cant_be_read_and_may_be_better_next_time()
    {
        var failed = await Assert.ThrowsAsync<ModelCallException>(() => ListAsync(new Blanks(Most - Models.Length + 1, Models)));

        Assert.Equal((ErrorCatalog.ModelAnswerUnreadable, ModelFailure.Unreachable, true), (failed.Problem.Error, failed.Failure, failed.CanRetry));
        Assert.Contains("more than 64 MiB", failed.Problem.Detail, StringComparison.Ordinal);
    }

    private static async Task<OpenAiMessages.ModelList> ListAsync(Stream body)
    {
        using var http = new HttpClient(new Answers(body));
        var client = new OpenAiClient(http, new OpenAiOptions { BaseUrl = new Uri("http://127.0.0.1:9/v1") }, TimeProvider.System);
        return await client.Http.SendAsync(client.Request(HttpMethod.Get, "/models"), "any", OpenAiJson.Default.ModelList, CancellationToken.None);
    }

    private sealed class Answers(Stream body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(body) });
    }
}
