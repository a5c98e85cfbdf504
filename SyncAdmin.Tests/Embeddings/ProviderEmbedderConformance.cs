using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Tests.Models;

namespace SyncAdmin.Tests.Embeddings;

/// <summary>A provider's embedder as it is composed from its settings, against the fake of that provider.</summary>
public abstract class ProviderEmbedderConformance : EmbedderConformance
{
    private FakeModelServer? _server;
    private ServiceProvider? _services;

    public override async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _server!.DisposeAsync();
    }

    private protected abstract Task<(FakeModelServer Server, Dictionary<string, string?> Settings)> StartAsync();

    private protected override async Task<IEmbedder> CreateAsync()
    {
        (_server, var settings) = await StartAsync();
        _services = EmbeddingsRegistrationTests.Services(settings);
        return _services.GetRequiredService<IEmbedder>();
    }
}
