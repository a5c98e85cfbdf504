using SyncAdmin.Core.Records;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>The embedded store, counted, and failing on demand.</summary>
internal sealed class ObservedStore(IVectorStore inner) : IVectorStore
{
    private int _upserted;
    private int _overwritten;
    private int _upserts;

    /// <summary>Thrown by every write while it is set.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>Called before points are deleted by id, and after: what it throws is what the caller sees.</summary>
    internal Action<IReadOnlyList<Guid>>? Deleting { get; set; }

    internal Action<IReadOnlyList<Guid>>? Deleted { get; set; }

    /// <summary>Awaited before points are deleted by id.</summary>
    internal Func<Task>? BeforeDelete { get; set; }

    /// <summary>Awaited after points were deleted by id.</summary>
    internal Func<Task>? AfterDelete { get; set; }

    /// <summary>Called with the ids that points were asked for by, after the answer was made.</summary>
    internal Action<IReadOnlyList<Guid>>? Got { get; set; }

    /// <summary>What the n-th upsert from now on fails with; null: it does not.</summary>
    internal Func<int, Exception?>? Upserting
    {
        get;
        set => (field, _upserts) = (value, 0);
    }

    /// <summary>Awaited after aliases were moved, before their mover hears of it.</summary>
    internal Func<IReadOnlyList<AliasAction>, Task>? AliasesMoved { get; set; }

    /// <summary>Awaited before points are scrolled.</summary>
    internal Func<CancellationToken, Task>? Scrolling { get; set; }

    /// <summary>Awaited before points are written.</summary>
    internal Func<Task>? BeforeUpsert { get; set; }

    /// <summary>Called after points were written: what it throws is what the caller sees.</summary>
    internal Action? Written { get; set; }

    internal int Upserted => Volatile.Read(ref _upserted);

    /// <summary>Points whose writer told their origin: it is what their payload says, or the write fails.</summary>
    internal int Told { get; private set; }

    internal int Overwritten => Volatile.Read(ref _overwritten);

    internal void Reset() => _upserted = _overwritten = Told = 0;

    public async Task UpsertAsync(string collection, IReadOnlyList<VectorPoint> points, long? fence, CancellationToken cancellationToken)
    {
        ThrowIfFailing();
        if (Upserting?.Invoke(Interlocked.Increment(ref _upserts)) is { } failure)
        {
            throw failure;
        }

        await (BeforeUpsert?.Invoke() ?? Task.CompletedTask);
        Interlocked.Add(ref _upserted, points.Count);
        foreach (var point in points.Where(point => point.Origin is not null))
        {
            var members = SyncPayload.Read(point.Payload)!;
            Assert.Equal(new PointOrigin(members.DatasourceId.ToString(), members.Code, members.Fence), point.Origin);
            Told++;
        }

        await inner.UpsertAsync(collection, points, fence, cancellationToken);
        Written?.Invoke();
    }

    public Task OverwritePayloadAsync(string collection, IReadOnlyList<PointPayload> points, long? fence, CancellationToken cancellationToken)
    {
        ThrowIfFailing();
        Interlocked.Add(ref _overwritten, points.Count);
        return inner.OverwritePayloadAsync(collection, points, fence, cancellationToken);
    }

    public Task<string> DescribeAsync(CancellationToken cancellationToken) => inner.DescribeAsync(cancellationToken);

    public Task CreateCollectionAsync(string name, CollectionSpec spec, CancellationToken cancellationToken) => inner.CreateCollectionAsync(name, spec, cancellationToken);

    public Task<bool> DeleteCollectionAsync(string name, CancellationToken cancellationToken) => inner.DeleteCollectionAsync(name, cancellationToken);

    public Task<IReadOnlyList<string>> ListCollectionsAsync(CancellationToken cancellationToken) => inner.ListCollectionsAsync(cancellationToken);

    public Task<CollectionDescription?> GetCollectionAsync(string collection, CancellationToken cancellationToken) => inner.GetCollectionAsync(collection, cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken) => inner.ListAliasesAsync(cancellationToken);

    public async Task UpdateAliasesAsync(IReadOnlyList<AliasAction> actions, CancellationToken cancellationToken)
    {
        await inner.UpdateAliasesAsync(actions, cancellationToken);
        await (AliasesMoved?.Invoke(actions) ?? Task.CompletedTask);
    }

    public Task CreatePayloadIndexAsync(string collection, string field, string schema, CancellationToken cancellationToken) =>
        inner.CreatePayloadIndexAsync(collection, field, schema, cancellationToken);

    public Task DeletePayloadIndexAsync(string collection, string field, CancellationToken cancellationToken) =>
        inner.DeletePayloadIndexAsync(collection, field, cancellationToken);

    public async Task DeleteAsync(string collection, IReadOnlyList<Guid> ids, long? fence, CancellationToken cancellationToken)
    {
        ThrowIfFailing();
        Deleting?.Invoke(ids);
        await (BeforeDelete?.Invoke() ?? Task.CompletedTask);
        await inner.DeleteAsync(collection, ids, fence, cancellationToken);
        Deleted?.Invoke(ids);
        await (AfterDelete?.Invoke() ?? Task.CompletedTask);
    }

    public Task DeleteAsync(string collection, Filter filter, long? fence, CancellationToken cancellationToken) =>
        inner.DeleteAsync(collection, filter, fence, cancellationToken);

    public async Task<IReadOnlyList<StoredPoint>> GetAsync(string collection, IReadOnlyList<Guid> ids, bool withVector, CancellationToken cancellationToken)
    {
        var points = await inner.GetAsync(collection, ids, withVector, cancellationToken);
        Got?.Invoke(ids);
        return points;
    }

    public async Task<PointScroll> ScrollAsync(string collection, Filter? filter, Guid? from, int limit, bool withVector, CancellationToken cancellationToken)
    {
        await (Scrolling?.Invoke(cancellationToken) ?? Task.CompletedTask);
        return await inner.ScrollAsync(collection, filter, from, limit, withVector, cancellationToken);
    }

    public Task<long> CountAsync(string collection, Filter? filter, CancellationToken cancellationToken) => inner.CountAsync(collection, filter, cancellationToken);

    public Task<IReadOnlyList<ScoredPoint>> QueryAsync(string collection, VectorQuery query, CancellationToken cancellationToken) =>
        inner.QueryAsync(collection, query, cancellationToken);

    private void ThrowIfFailing()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
