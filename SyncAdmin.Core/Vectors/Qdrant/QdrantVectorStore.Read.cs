namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>Points and searches.</summary>
internal sealed partial class QdrantVectorStore
{
    private const int IdsPerCall = 1_000;

    public async Task<IReadOnlyList<StoredPoint>> GetAsync(string collection, IReadOnlyList<Guid> ids, bool withVector, CancellationToken cancellationToken)
    {
        var points = new List<StoredPoint>(ids.Count);
        foreach (var some in ids.Distinct().Chunk(IdsPerCall))
        {
            points.AddRange(await RetrieveAsync(collection, some, payload: null, withVector, cancellationToken));
        }

        return points;
    }

    public async Task<PointScroll> ScrollAsync(string collection, Filter? filter, Guid? from, int limit, bool withVector, CancellationToken cancellationToken)
    {
        Require(limit is >= 1 and <= MaxLimit, $"The limit of a scroll is {limit}; it must be 1 to 10,000.");
        var page = await _qdrant.ReadAsync(
            QdrantRequest.Of(HttpMethod.Post, QdrantRequest.In(collection, "/points/scroll"), collection, writer => QdrantBodies.Scroll(writer, filter, from, limit, withVector)),
            QdrantJson.Default.AnswerPointList,
            cancellationToken);
        return new PointScroll([.. (page.Points ?? []).Select(point => point.Stored())], page.NextPageOffset);
    }

    public async Task<long> CountAsync(string collection, Filter? filter, CancellationToken cancellationToken)
    {
        var counted = await _qdrant.ReadAsync(
            QdrantRequest.Of(HttpMethod.Post, QdrantRequest.In(collection, "/points/count"), collection, writer => QdrantBodies.Count(writer, filter)),
            QdrantJson.Default.AnswerCountResult,
            cancellationToken);
        return counted.Count;
    }

    public async Task<IReadOnlyList<ScoredPoint>> QueryAsync(string collection, VectorQuery query, CancellationToken cancellationToken)
    {
        Require(query.Limit is >= 1 and <= 1000, $"The limit of a search is {query.Limit}; it must be 1 to 1,000.");
        if (await SizeAsync(collection, query.Vector.Length, cancellationToken) is var size && size != query.Vector.Length)
        {
            throw CheckedPoints.SizeMismatch("The search has a vector", query.Vector.Length, size, collection);
        }

        if (!CheckedPoints.IsFinite(query.Vector.Span))
        {
            throw CheckedPoints.NotFinite("The search");
        }

        var found = await _qdrant.ReadAsync(
            QdrantRequest.Of(HttpMethod.Post, QdrantRequest.In(collection, "/points/query"), collection, writer => QdrantBodies.Query(writer, query)),
            QdrantJson.Default.AnswerPointList,
            cancellationToken);
        return [.. (found.Points ?? []).Select(point => point.Scored())];
    }

    private async Task<IEnumerable<StoredPoint>> RetrieveAsync(string collection, IReadOnlyList<Guid> ids, string? payload, bool withVector, CancellationToken cancellationToken)
    {
        var points = await _qdrant.ReadAsync(
            QdrantRequest.Of(HttpMethod.Post, QdrantRequest.In(collection, "/points"), collection, writer => QdrantBodies.Retrieve(writer, ids, payload, withVector)),
            QdrantJson.Default.PointsAnswer,
            cancellationToken);
        return points.Select(point => point.Stored());
    }
}
