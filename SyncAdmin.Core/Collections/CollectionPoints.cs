using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>Looking at the points of a collection, the engine's own member apart from the rest.</summary>
public sealed class CollectionPoints(CollectionManager collections, IVectorStore store)
{
    /// <summary>Points of a page.</summary>
    public const int LargestPage = 1000;

    /// <summary>One page in id order, and how many points pass the filter in all.</summary>
    /// <param name="name">The collection.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">The store does not answer.</exception>
    public async Task<Outcome<PointPage>> QueryAsync(string name, PointQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Limit is < 1 or > LargestPage)
        {
            return new Problem(ErrorCatalog.PointQueryInvalid, $"limit is {query.Limit}; it may be 1 to {LargestPage}.");
        }

        var found = await collections.FindAsync(name, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        var physical = found.Value.PhysicalName;
        var total = store.CountAsync(physical, query.Filter, cancellationToken);
        var page = await store.ScrollAsync(physical, query.Filter, query.From, query.Limit, query.WithVector, cancellationToken);
        return new PointPage([.. page.Points.Select(point => View(point, query.WithVector))], page.Next, await total);
    }

    /// <summary>One point by its id.</summary>
    /// <param name="name">The collection.</param>
    /// <param name="id">A UUID, in any of its forms.</param>
    /// <param name="withVector">Whether its vector comes with it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">The store does not answer.</exception>
    public async Task<Outcome<PointView>> GetAsync(string name, string id, bool withVector, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var uuid))
        {
            return new Problem(ErrorCatalog.PointIdInvalid, $"'{id}' is not a UUID.");
        }

        var found = await collections.FindAsync(name, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        var points = await store.GetAsync(found.Value.PhysicalName, [uuid], withVector, cancellationToken);
        return points.Count > 0 ? View(points[0], withVector) : new Problem(ErrorCatalog.PointNotFound, $"'{found.Value.Name}' has no point {uuid}.");
    }

    private static PointView View(StoredPoint point, bool withVector)
    {
        var members = point.Payload.IsEmpty ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(point.Payload.Span) ?? [];
        JsonElement? sync = members.Remove(SyncMember.Name, out var own) ? own : null;
        return new PointView(point.Id, sync, JsonSerializer.SerializeToElement(members), withVector ? (ReadOnlyMemory<float>?)point.Vector : null);
    }
}
