using System.Globalization;
using System.Text;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Qdrant;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Sync;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
/// <summary>A Qdrant that misbehaves when told to, our store on it with waits that take no time, and points to write.</summary>
public abstract class QdrantFaults : IAsyncLifetime
{
    internal const string Name = "tools__v1";
    internal static readonly CancellationToken None = CancellationToken.None;

    internal ImpatientTime Waits { get; } = new();

    internal RecordedLog Log { get; } = new();

    internal FakeQdrant Qdrant { get; private set; } = null!;

    internal QdrantVectorStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Qdrant = await FakeQdrant.StartAsync();
        Store = QdrantClients.Open(Qdrant, waits: Waits, logger: Log);
        await Store.CreateCollectionAsync(Name, new CollectionSpec(2, Distance.Dot), None);
    }

    public async Task DisposeAsync()
    {
        Store.Dispose();
        await Qdrant.DisposeAsync();
    }

    internal static Guid Id(int number) => new($"00000000-0000-4000-8000-{number:D12}");

    internal static byte[] Payload(int number, string name = "item", long fence = 1) => Encoding.UTF8.GetBytes(
        $$$"""{"n":{{{number}}},"name":"{{{name}}}","_sync":{"key":"{{{number}}}","textHash":"t{{{number}}}","payloadHash":"{{{name}}}{{{number}}}","fence":{{{fence}}}}}""");

    internal static VectorPoint Point(int number, string name = "item", long fence = 1) => new(Id(number), new float[] { 1, number }, Payload(number, name, fence));

    internal static VectorPoint Unstamped(int number) => new(Id(number), new float[] { 1, number }, Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""));

    internal async Task<IEnumerable<int>> NumbersAsync() =>
        (await Store.ScrollAsync(Name, null, null, 1000, false, None)).Points.Select(point => int.Parse(point.Id.ToString()[24..], CultureInfo.InvariantCulture));
}
