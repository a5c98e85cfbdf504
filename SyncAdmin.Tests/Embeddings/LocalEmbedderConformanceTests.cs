using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Embeddings.Local;

namespace SyncAdmin.Tests.Embeddings;

public sealed class LocalEmbedderConformanceTests : EmbedderConformance
{
    protected override string Fingerprint => new LocalEmbedder().Fingerprint.ToString();

    public override Task DisposeAsync() => Task.CompletedTask;

    private protected override Task<IEmbedder> CreateAsync() => Task.FromResult<IEmbedder>(new LocalEmbedder());
}
