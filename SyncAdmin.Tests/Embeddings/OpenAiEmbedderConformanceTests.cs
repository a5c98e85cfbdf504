using SyncAdmin.Tests.Models;

namespace SyncAdmin.Tests.Embeddings;

public sealed class OpenAiEmbedderConformanceTests : ProviderEmbedderConformance
{
    protected override string Fingerprint => "openai/fake-embedding/768/v1";

    private protected override async Task<(FakeModelServer Server, Dictionary<string, string?> Settings)> StartAsync()
    {
        var server = await FakeOpenAi.StartAsync();
        return (server, server.Settings());
    }
}
