using System.Numerics.Tensors;
using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>Writes: in batches, some at a time, each confirmed.</summary>
internal sealed partial class QdrantVectorStore
{
    private const string Completed = "completed";

    /// <summary>How often a write that is not confirmed is sent.</summary>
    private const int Sendings = 3;

    /// <summary>How often an acknowledged write is looked for, 4 seconds in all, before it is sent again.</summary>
    private const int Looks = 4;

    /// <summary>Two vectors that are the same but for what storing changes: normalising, half precision.</summary>
    private const float SameDirection = 0.999f;

    public async Task UpsertAsync(string collection, IReadOnlyList<VectorPoint> points, long? fence, CancellationToken cancellationToken)
    {
        if (points.Count == 0)
        {
            return;
        }

        var size = await SizeAsync(collection, points[0].Vector.Length, cancellationToken);
        await InBatchesAsync(
            collection,
            CheckedPoints.Of(points, size, collection),
            (batch, token) => SendUpsertAsync(collection, batch, fence, token),
            (batch, token) => NotUpsertedAsync(collection, batch, fence, token),
            cancellationToken);
    }

    public Task OverwritePayloadAsync(string collection, IReadOnlyList<PointPayload> points, long? fence, CancellationToken cancellationToken) =>
        InBatchesAsync(
            collection,
            CheckedPoints.Of(points),
            async (batch, token) => StatusOf(await _qdrant.WriteAsync(
                new QdrantRequest(
                    HttpMethod.Post,
                    QdrantRequest.In(collection, $"/points/batch?{Wait}"),
                    collection,
                    (writer, sending) => QdrantBodies.OverwritePayloadsAsync(writer, batch, fence, sending)),
                QdrantJson.Default.UpdatesAnswer,
                token), batch.Count),
            (batch, token) => NotOverwrittenAsync(collection, batch, fence, token),
            cancellationToken);

    public Task DeleteAsync(string collection, IReadOnlyList<Guid> ids, long? fence, CancellationToken cancellationToken) =>
        InBatchesAsync(
            collection,
            [.. ids.Distinct()],
            (batch, token) => UpdateAsync(
                QdrantRequest.Of(
                    HttpMethod.Post,
                    QdrantRequest.In(collection, $"/points/delete?{Wait}"),
                    collection,
                    writer =>
                    {
                        if (fence is null)
                        {
                            QdrantBodies.DeleteIds(writer, batch);
                        }
                        else
                        {
                            QdrantBodies.FilterOnly(writer, QdrantBodies.OfIds(batch, fence));
                        }
                    }),
                token),
            async (batch, token) => [.. (await RetrieveAsync(collection, batch, SyncMember.Name, withVector: false, token))
                .Where(point => !IsNewer(PointStamp.Read(point.Payload), fence))
                .Select(point => point.Id)],
            cancellationToken);

    public Task DeleteAsync(string collection, Filter filter, long? fence, CancellationToken cancellationToken)
    {
        var fenced = fence is { } mine ? filter with { MustNot = [.. filter.MustNot, QdrantBodies.NewerThan(mine)] } : filter;
        return ConfirmedAsync<Filter>(
            collection,
            [fenced],
            (_, token) => UpdateAsync(
                QdrantRequest.Of(HttpMethod.Post, QdrantRequest.In(collection, $"/points/delete?{Wait}"), collection, writer => QdrantBodies.FilterOnly(writer, fenced)), token),
            async (filters, token) => await CountAsync(collection, fenced, token) == 0 ? [] : filters,
            cancellationToken);
    }

    private async Task<string?> SendUpsertAsync(string collection, IReadOnlyList<VectorPoint> batch, long? fence, CancellationToken cancellationToken)
    {
        Filter? updateFilter = null;
        if (fence is { } mine)
        {
            if ((await _qdrant.ServerAsync(cancellationToken)).HasUpdateFilter)
            {
                updateFilter = new Filter { MustNot = [QdrantBodies.NewerThan(mine)] };
            }
            else if ((batch = await WritableAsync(collection, batch, mine, cancellationToken)).Count == 0)
            {
                return Completed;
            }
        }

        return await UpdateAsync(
            new QdrantRequest(
                HttpMethod.Put,
                QdrantRequest.In(collection, $"/points?{Wait}"),
                collection,
                (writer, sending) => QdrantBodies.UpsertAsync(writer, batch, updateFilter, sending)),
            cancellationToken);
    }

    /// <summary>
    /// For servers before 1.16: reads, checks, and leaves the rest to be written. A newer owner's write that falls between the two is lost until the
    /// next verify finds it; a server that checks while it writes knows no such moment.
    /// </summary>
    private async Task<IReadOnlyList<VectorPoint>> WritableAsync(string collection, IReadOnlyList<VectorPoint> batch, long fence, CancellationToken cancellationToken)
    {
        var stored = await RetrieveAsync(collection, [.. batch.Select(point => point.Id)], SyncMember.Name, withVector: false, cancellationToken);
        var newer = stored.Where(point => IsNewer(PointStamp.Read(point.Payload), fence)).Select(point => point.Id).ToHashSet();
        return newer.Count == 0 ? batch : [.. batch.Where(point => !newer.Contains(point.Id))];
    }

    private Task InBatchesAsync<T>(
        string collection,
        IReadOnlyList<T> items,
        Func<IReadOnlyList<T>, CancellationToken, Task<string?>> send,
        Func<IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<T>>> missing,
        CancellationToken cancellationToken) =>
        Task.WhenAll(items.Chunk(_options.WriteBatchPoints).Select(batch => ConfirmedAsync(collection, batch, send, missing, cancellationToken)));

    /// <summary>Sends until the store says completed, or until what was written is found there.</summary>
    /// <param name="collection">For messages.</param>
    /// <param name="items">What to write or delete.</param>
    /// <param name="send">Sends some of it; the status that Qdrant answers.</param>
    /// <param name="missing">Which of some are not in the store as they should be.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task ConfirmedAsync<T>(
        string collection,
        T[] items,
        Func<IReadOnlyList<T>, CancellationToken, Task<string?>> send,
        Func<IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<T>>> missing,
        CancellationToken cancellationToken)
    {
        string? status = null;
        IReadOnlyList<T> left = items;
        for (var sending = 0; sending < Sendings; sending++)
        {
            status = await IndexedAsync(collection, token => send(left, token), cancellationToken);
            if (status == Completed)
            {
                return;
            }

            var written = left.Count;
            for (var look = 0; look < Looks; look++)
            {
                await _retry.PauseAsync(look, cancellationToken);
                left = await missing(left, cancellationToken);
                if (left.Count == 0)
                {
                    return;
                }
            }

            _logger.WritesAgain(collection, status ?? "no status", left.Count, written);
        }

        throw new VectorStoreException(new Problem(
            ErrorCatalog.QdrantWriteUnconfirmed, $"A write to '{collection}' was answered '{status}' {Sendings} times, and {left.Count} of its points are not as they should be."));
    }

    /// <summary>
    /// Strict mode, as Qdrant Cloud has it, refuses filters on fields without an index, so every write with a fence. Then the fence gets an index; servers
    /// that do not ask for one are spared it: filters by id and fence need none.
    /// </summary>
    private async Task<string?> IndexedAsync(string collection, Func<CancellationToken, Task<string?>> send, CancellationToken cancellationToken)
    {
        try
        {
            return await send(cancellationToken);
        }
        catch (VectorStoreException refused) when (refused.Problem.Error == ErrorCatalog.QdrantIndexRequired && refused.Problem.Detail.Contains(QdrantBodies.Fence, StringComparison.Ordinal))
        {
            await CreatePayloadIndexAsync(collection, QdrantBodies.Fence, "integer", cancellationToken);
            _logger.IndexesFence(collection);
            return await send(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<VectorPoint>> NotUpsertedAsync(string collection, IReadOnlyList<VectorPoint> batch, long? fence, CancellationToken cancellationToken)
    {
        var stamps = batch.ToDictionary(point => point.Id, point => PointStamp.Read(point.Payload));
        var withVector = stamps.Values.Any(stamp => !stamp.IsWhole); // Hashes say what a vector stands for; without them it must be seen.
        var stored = (await RetrieveAsync(collection, [.. stamps.Keys], payload: null, withVector, cancellationToken)).ToDictionary(point => point.Id);
        return [.. batch.Where(point => !stored.TryGetValue(point.Id, out var there)
            || !IsAsWritten(stamps[point.Id], point.Payload, there, fence, point.Vector))];
    }

    private async Task<IReadOnlyList<PointPayload>> NotOverwrittenAsync(string collection, IReadOnlyList<PointPayload> batch, long? fence, CancellationToken cancellationToken)
    {
        var stored = (await RetrieveAsync(collection, [.. batch.Select(point => point.Id)], payload: null, withVector: false, cancellationToken)).ToDictionary(point => point.Id);
        // A point that is not there was not to be written.
        return [.. batch.Where(point => stored.TryGetValue(point.Id, out var there) && !IsAsWritten(PointStamp.Read(point.Payload), point.Payload, there, fence))];
    }

    private static bool IsAsWritten(PointStamp stamp, ReadOnlyMemory<byte> payload, StoredPoint there, long? fence, ReadOnlyMemory<float>? vector = null)
    {
        var theirs = PointStamp.Read(there.Payload);
        if (IsNewer(theirs, fence))
        {
            return true; // Not ours to write any more.
        }

        return stamp.IsWhole
            ? stamp == theirs
            : SamePayload(payload, there.Payload) && (vector is not { } sent || IsSame(sent.Span, there.Vector.Span));
    }

    private static bool IsNewer(PointStamp there, long? fence) => fence is { } mine && there.Fence > mine;

    private static bool IsSame(ReadOnlySpan<float> sent, ReadOnlySpan<float> stored) =>
        sent.Length == stored.Length && (sent.SequenceEqual(stored) || TensorPrimitives.CosineSimilarity(sent, stored) > SameDirection);

    private static bool SamePayload(ReadOnlyMemory<byte> sent, ReadOnlyMemory<byte> stored)
    {
        if (stored.IsEmpty)
        {
            return false;
        }

        using var one = JsonDocument.Parse(sent);
        using var other = JsonDocument.Parse(stored);
        return JsonElement.DeepEquals(one.RootElement, other.RootElement);
    }

    private async Task<string?> UpdateAsync(QdrantRequest request, CancellationToken cancellationToken) =>
        (await _qdrant.WriteAsync(request, QdrantJson.Default.AnswerUpdate, cancellationToken)).Status;

    /// <summary>Of one operation for each point: those that nothing was said of are not known to be done.</summary>
    private static string? StatusOf(IReadOnlyList<QdrantMessages.Update> updates, int operations) =>
        updates.FirstOrDefault(update => update.Status != Completed) is { } open ? open.Status : updates.Count < operations ? null : Completed;
}
