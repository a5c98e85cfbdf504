using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Tests.Sync.Model;

/// <summary>The vector store as one engine reaches it.</summary>
/// <param name="engine">Whose.</param>
/// <param name="inner">The store.</param>
/// <param name="touched">Called with the points of a write, before it.</param>
internal sealed class ModelStore(ModelEngine engine, IVectorStore inner, Action<IReadOnlyList<Guid>> touched) : IVectorStore
{
    public Task UpsertAsync(string collection, IReadOnlyList<VectorPoint> points, long? fence, CancellationToken cancellationToken) =>
        WriteAsync("upsert", [.. points.Select(static point => point.Id)], () => inner.UpsertAsync(collection, points, fence, cancellationToken));

    public Task OverwritePayloadAsync(string collection, IReadOnlyList<PointPayload> points, long? fence, CancellationToken cancellationToken) =>
        WriteAsync("overwrite", [.. points.Select(static point => point.Id)], () => inner.OverwritePayloadAsync(collection, points, fence, cancellationToken));

    public Task DeleteAsync(string collection, IReadOnlyList<Guid> ids, long? fence, CancellationToken cancellationToken) =>
        WriteAsync("delete", ids, () => inner.DeleteAsync(collection, ids, fence, cancellationToken));

    public Task<IReadOnlyList<StoredPoint>> GetAsync(string collection, IReadOnlyList<Guid> ids, bool withVector, CancellationToken cancellationToken) =>
        engine.CallAsync("store get", () => inner.GetAsync(collection, ids, withVector, cancellationToken));

    public Task<PointScroll> ScrollAsync(string collection, Filter? filter, Guid? from, int limit, bool withVector, CancellationToken cancellationToken) =>
        engine.CallAsync("store scroll", () => inner.ScrollAsync(collection, filter, from, limit, withVector, cancellationToken));

    public Task<long> CountAsync(string collection, Filter? filter, CancellationToken cancellationToken) =>
        engine.CallAsync("store count", () => inner.CountAsync(collection, filter, cancellationToken));

    public Task<string> DescribeAsync(CancellationToken cancellationToken) => inner.DescribeAsync(cancellationToken);

    public Task CreateCollectionAsync(string name, CollectionSpec spec, CancellationToken cancellationToken) => inner.CreateCollectionAsync(name, spec, cancellationToken);

    public Task<bool> DeleteCollectionAsync(string name, CancellationToken cancellationToken) => inner.DeleteCollectionAsync(name, cancellationToken);

    public Task<IReadOnlyList<string>> ListCollectionsAsync(CancellationToken cancellationToken) => inner.ListCollectionsAsync(cancellationToken);

    public Task<CollectionDescription?> GetCollectionAsync(string collection, CancellationToken cancellationToken) => inner.GetCollectionAsync(collection, cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken) => inner.ListAliasesAsync(cancellationToken);

    public Task UpdateAliasesAsync(IReadOnlyList<AliasAction> actions, CancellationToken cancellationToken) => inner.UpdateAliasesAsync(actions, cancellationToken);

    public Task CreatePayloadIndexAsync(string collection, string field, string schema, CancellationToken cancellationToken) =>
        inner.CreatePayloadIndexAsync(collection, field, schema, cancellationToken);

    public Task DeletePayloadIndexAsync(string collection, string field, CancellationToken cancellationToken) =>
        inner.DeletePayloadIndexAsync(collection, field, cancellationToken);

    public Task DeleteAsync(string collection, Filter filter, long? fence, CancellationToken cancellationToken) => inner.DeleteAsync(collection, filter, fence, cancellationToken);

    public Task<IReadOnlyList<ScoredPoint>> QueryAsync(string collection, VectorQuery query, CancellationToken cancellationToken) => inner.QueryAsync(collection, query, cancellationToken);

    private Task WriteAsync(string what, IReadOnlyList<Guid> ids, Func<Task> write) => engine.CallAsync(
        $"store {what} of {ids.Count}",
        async () =>
        {
            touched(ids);
            await write();
        });
}
