using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Bench.Sync;

/// <summary>Remembers its one collection and forgets every point: what is left is the engine's own memory.</summary>
internal sealed class DiscardingStore : IVectorStore
{
    private readonly Dictionary<string, CollectionSpec> _collections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    public Task<string> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult("discarding");

    public Task CreateCollectionAsync(string name, CollectionSpec spec, CancellationToken cancellationToken)
    {
        _collections[name] = spec;
        return Task.CompletedTask;
    }

    public Task<bool> DeleteCollectionAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_collections.Remove(name));

    public Task<IReadOnlyList<string>> ListCollectionsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. _collections.Keys]);

    public Task<CollectionDescription?> GetCollectionAsync(string collection, CancellationToken cancellationToken)
    {
        var name = _aliases.GetValueOrDefault(collection, collection);
        return Task.FromResult(_collections.TryGetValue(name, out var spec)
            ? new CollectionDescription(name, spec, 0, "green", new Dictionary<string, string>(StringComparer.Ordinal))
            : null);
    }

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(_aliases);

    public Task UpdateAliasesAsync(IReadOnlyList<AliasAction> actions, CancellationToken cancellationToken)
    {
        foreach (var action in actions.Where(action => action.Collection is not null))
        {
            _aliases[action.Alias] = action.Collection!;
        }

        return Task.CompletedTask;
    }

    public Task CreatePayloadIndexAsync(string collection, string field, string schema, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DeletePayloadIndexAsync(string collection, string field, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UpsertAsync(string collection, IReadOnlyList<VectorPoint> points, long? fence, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task OverwritePayloadAsync(string collection, IReadOnlyList<PointPayload> points, long? fence, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DeleteAsync(string collection, IReadOnlyList<Guid> ids, long? fence, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DeleteAsync(string collection, Filter filter, long? fence, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<StoredPoint>> GetAsync(string collection, IReadOnlyList<Guid> ids, bool withVector, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredPoint>>([]);

    public Task<PointScroll> ScrollAsync(string collection, Filter? filter, Guid? from, int limit, bool withVector, CancellationToken cancellationToken) =>
        Task.FromResult(new PointScroll([], null));

    public Task<long> CountAsync(string collection, Filter? filter, CancellationToken cancellationToken) => Task.FromResult(0L);

    public Task<IReadOnlyList<ScoredPoint>> QueryAsync(string collection, VectorQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ScoredPoint>>([]);
}
