namespace SyncAdmin.Core.Vectors;

/// <summary>
/// Where points live: Qdrant, or the embedded store. A collection may be named by its physical name or by an alias everywhere but where
/// it is made or deleted. What a call acknowledges survives kill -9. A missing collection, a wrong vector size, a full disk and an
/// unreachable server come as <see cref="Errors.ProblemException"/>.
/// <para>Fences: a write with a fence skips, silently, every point whose stored <c>_sync.fence</c> is greater than it; a point without
/// one is always writable. So a writer that lost its lease can't replace what its successor wrote.</para>
/// </summary>
public interface IVectorStore
{
    /// <summary><c>embedded</c> or <c>qdrant</c>, and its version.</summary>
    Task<string> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Makes a physical collection. Fails when the name is a collection or an alias already.</summary>
    Task CreateCollectionAsync(string name, CollectionSpec spec, CancellationToken cancellationToken);

    /// <summary>Deletes a physical collection, its points and the aliases that name it. False when there is none.</summary>
    Task<bool> DeleteCollectionAsync(string name, CancellationToken cancellationToken);

    /// <summary>Physical collections by name.</summary>
    Task<IReadOnlyList<string>> ListCollectionsAsync(CancellationToken cancellationToken);

    /// <summary>What the store says of a collection; null when there is none.</summary>
    Task<CollectionDescription?> GetCollectionAsync(string collection, CancellationToken cancellationToken);

    /// <summary>Alias → physical name.</summary>
    Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken);

    /// <summary>Applies all actions or none.</summary>
    Task UpdateAliasesAsync(IReadOnlyList<AliasAction> actions, CancellationToken cancellationToken);

    /// <summary>Indexes a payload field (<c>keyword</c>, <c>integer</c>, <c>float</c>, <c>bool</c>, <c>datetime</c>, <c>uuid</c>, <c>text</c>). Repeatable.</summary>
    Task CreatePayloadIndexAsync(string collection, string field, string schema, CancellationToken cancellationToken);

    /// <summary>Drops a payload index. Repeatable.</summary>
    Task DeletePayloadIndexAsync(string collection, string field, CancellationToken cancellationToken);

    /// <summary>Writes points, new or existing.</summary>
    Task UpsertAsync(string collection, IReadOnlyList<VectorPoint> points, long? fence, CancellationToken cancellationToken);

    /// <summary>Replaces the payload of existing points; points that do not exist are skipped.</summary>
    Task OverwritePayloadAsync(string collection, IReadOnlyList<PointPayload> points, long? fence, CancellationToken cancellationToken);

    /// <summary>Deletes points by id; ids that do not exist are skipped.</summary>
    Task DeleteAsync(string collection, IReadOnlyList<Guid> ids, long? fence, CancellationToken cancellationToken);

    /// <summary>Deletes the points that pass the filter.</summary>
    Task DeleteAsync(string collection, Filter filter, long? fence, CancellationToken cancellationToken);

    /// <summary>The points with these ids, in any order; ids that do not exist are left out.</summary>
    Task<IReadOnlyList<StoredPoint>> GetAsync(string collection, IReadOnlyList<Guid> ids, bool withVector, CancellationToken cancellationToken);

    /// <summary>Points in id order from <paramref name="from"/> (inclusive) on.</summary>
    Task<PointScroll> ScrollAsync(string collection, Filter? filter, Guid? from, int limit, bool withVector, CancellationToken cancellationToken);

    /// <summary>Exact number of points that pass the filter.</summary>
    Task<long> CountAsync(string collection, Filter? filter, CancellationToken cancellationToken);

    /// <summary>The nearest points, best first.</summary>
    Task<IReadOnlyList<ScoredPoint>> QueryAsync(string collection, VectorQuery query, CancellationToken cancellationToken);
}
