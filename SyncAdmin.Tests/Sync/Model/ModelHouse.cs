using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Tests.Storage;

namespace SyncAdmin.Tests.Sync.Model;

/// <summary>Where plays are played: real state and a real store, which a number of them share, each with a datasource of its own.</summary>
internal sealed class ModelHouse : IAsyncDisposable
{
    internal static readonly IDataProtectionProvider Protection = new EphemeralDataProtectionProvider();
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-model-").FullName;

    private ModelHouse(TestState state)
    {
        State = state;
        Store = new EmbeddedVectorStore(_directory, NullLoggerFactory.Instance);
        Pass(TimeSpan.Zero);
    }

    internal TestState State { get; }

    internal EmbeddedVectorStore Store { get; }

    internal ModelTime Time { get; } = new();

    internal RecordedLog Log { get; } = new();

    internal static async Task<ModelHouse> CreateAsync(StorageProvider provider) => new(await TestState.CreateAsync(provider));

    /// <summary>Moves every clock on.</summary>
    internal void Pass(TimeSpan span)
    {
        Time.Now += span;
        State.Database.Time.Frozen = Time.Now;
    }

    public async ValueTask DisposeAsync()
    {
        Store.Dispose();
        await State.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
