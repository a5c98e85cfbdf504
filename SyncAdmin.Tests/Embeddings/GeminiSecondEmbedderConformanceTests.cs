using SyncAdmin.Tests.Models;

namespace SyncAdmin.Tests.Embeddings;

public sealed class GeminiSecondEmbedderConformanceTests : ProviderEmbedderConformance
{
    protected override string Fingerprint => "gemini/gemini-embedding-2/768/v1";

    private protected override async Task<(FakeModelServer Server, Dictionary<string, string?> Settings)> StartAsync()
    {
        var server = await FakeGemini.StartAsync();
        return (server, server.Settings(FakeGemini.Second));
    }
}
