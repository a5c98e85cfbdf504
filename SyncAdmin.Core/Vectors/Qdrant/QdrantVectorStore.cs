using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>
/// A Qdrant server over its REST API, 1.10 or newer; 1.16 or newer for fences that hold in the same instant. Every call may be repeated without harm and
/// is, when it fails for a moment. Writes wait until Qdrant has carried them out (<c>wait=true</c>); one that is only acknowledged is looked up and repeated.
/// </summary>
internal sealed partial class QdrantVectorStore : IVectorStore, IDisposable
{
    private const int MaxLimit = 10_000;
    private static readonly HashSet<string> Schemas = new(["keyword", "integer", "float", "bool", "datetime", "uuid", "text"], StringComparer.Ordinal);
    private readonly QdrantConnection _qdrant;
    private readonly QdrantOptions _options;
    private readonly QdrantRetry _retry;
    private readonly ILogger _logger;

    /// <summary>Vector size by collection or alias, as last seen.</summary>
    private readonly ConcurrentDictionary<string, int> _sizes = new(StringComparer.Ordinal);

    /// <summary>Takes over the client.</summary>
    internal QdrantVectorStore(HttpClient http, QdrantOptions options, QdrantRetry retry, TimeProvider time, ILogger logger)
    {
        _qdrant = new QdrantConnection(http, options, retry, time, logger);
        (_options, _retry, _logger) = (options, retry, logger);
    }

    public void Dispose() => _qdrant.Dispose();

    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        var server = await _qdrant.AskServerAsync(cancellationToken);
        return $"qdrant {server.Text}{(server.HasUpdateFilter ? "" : " (without conditional updates: upgrade it to 1.16 or newer)")}";
    }

    public async Task CreateCollectionAsync(string name, CollectionSpec spec, CancellationToken cancellationToken)
    {
        Require(spec.VectorSize is >= 1 and <= 65_536, $"The vector size of '{name}' is {spec.VectorSize}; it must be 1 to 65,536.");
        RequireName(name, "A collection's name");
        var sendings = 0;
        try
        {
            await _qdrant.WriteAsync(
                QdrantRequest.Of(
                    HttpMethod.Put,
                    QdrantRequest.In(name, $"?{Timeout}"),
                    name,
                    writer =>
                    {
                        sendings++;
                        QdrantBodies.CreateCollection(writer, spec);
                    }),
                QdrantJson.Default.AnswerBoolean,
                cancellationToken);
        }
        catch (VectorStoreException taken) when (taken.Problem.Error == ErrorCatalog.VectorNameTaken && sendings > 1)
        {
            // Made by our first sending, whose answer was lost; unless somebody else was there in between with another shape.
            var made = (await InfoAsync(name, cancellationToken)).Spec;
            if (made.VectorSize != spec.VectorSize || made.Distance != spec.Distance)
            {
                throw;
            }
        }
    }

    public async Task<bool> DeleteCollectionAsync(string name, CancellationToken cancellationToken)
    {
        _sizes.Clear(); // Aliases of it too.
        try
        {
            return await _qdrant.WriteAsync(new QdrantRequest(HttpMethod.Delete, QdrantRequest.In(name, $"?{Timeout}"), name), QdrantJson.Default.AnswerBoolean, cancellationToken);
        }
        catch (VectorStoreException exception) when (exception.Problem.Error == ErrorCatalog.VectorCollectionNotFound)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<string>> ListCollectionsAsync(CancellationToken cancellationToken)
    {
        var list = await _qdrant.ReadAsync(new QdrantRequest(HttpMethod.Get, "collections"), QdrantJson.Default.AnswerCollectionList, cancellationToken);
        return [.. (list.Collections ?? []).Select(collection => collection.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The points are counted exactly: Qdrant's own figure is right while the status is green, and may count points twice while it moves them
    /// (yellow, grey), so then they are counted.
    /// </summary>
    public async Task<CollectionDescription?> GetCollectionAsync(string collection, CancellationToken cancellationToken)
    {
        if (collection is "." or "..")
        {
            return null; // In an address these are steps, which no escaping keeps from being taken.
        }

        try
        {
            var physical = (await ListAliasesAsync(cancellationToken)).GetValueOrDefault(collection, collection);
            var description = await InfoAsync(physical, cancellationToken);
            return description.Status is "green" or "red" ? description : description with { PointCount = await CountAsync(physical, null, cancellationToken) };
        }
        catch (VectorStoreException exception) when (exception.Problem.Error == ErrorCatalog.VectorCollectionNotFound)
        {
            return null;
        }
    }

    public async Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken)
    {
        var list = await _qdrant.ReadAsync(new QdrantRequest(HttpMethod.Get, "aliases"), QdrantJson.Default.AnswerAliasList, cancellationToken);
        return (list.Aliases ?? []).ToDictionary(alias => alias.AliasName, alias => alias.CollectionName, StringComparer.Ordinal);
    }

    /// <summary>
    /// One call, so that no search meets a half-changed state. But Qdrant carries the actions out one after the other and keeps the first ones when
    /// a later one is refused: what it would refuse is refused here, before anything is changed.
    /// </summary>
    public async Task UpdateAliasesAsync(IReadOnlyList<AliasAction> actions, CancellationToken cancellationToken)
    {
        var collections = (await ListCollectionsAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        foreach (var (alias, collection) in actions)
        {
            RequireName(alias, "An alias");
            if (collection is not null && !collections.Contains(collection))
            {
                throw new ProblemException(new Problem(ErrorCatalog.VectorCollectionNotFound, $"Alias '{alias}' can't stand for '{collection}': there is no such collection in Qdrant."));
            }

            if (collection is not null && collections.Contains(alias))
            {
                throw new ProblemException(new Problem(ErrorCatalog.VectorNameTaken, $"'{alias}' can't be an alias: there is a collection of that name in Qdrant."));
            }
        }

        _sizes.Clear();
        await _qdrant.WriteAsync(
            QdrantRequest.Of(HttpMethod.Post, $"collections/aliases?{Timeout}", null, writer => QdrantBodies.Aliases(writer, actions)), QdrantJson.Default.AnswerBoolean, cancellationToken);
    }

    public Task CreatePayloadIndexAsync(string collection, string field, string schema, CancellationToken cancellationToken)
    {
        Require(Schemas.Contains(schema), $"'{schema}' is no schema of a payload index; use one of {string.Join(", ", Schemas)}.");
        RequirePath(field);
        return ConfirmedAsync<string>(
            collection,
            [field],
            (_, token) => UpdateAsync(
                QdrantRequest.Of(HttpMethod.Put, QdrantRequest.In(collection, $"/index?{Wait}"), collection, writer => QdrantBodies.PayloadIndex(writer, field, schema)), token),
            async (fields, token) => (await InfoAsync(collection, token)).PayloadIndexes.GetValueOrDefault(field) == schema ? [] : fields,
            cancellationToken);
    }

    public Task DeletePayloadIndexAsync(string collection, string field, CancellationToken cancellationToken)
    {
        RequirePath(field);
        return ConfirmedAsync<string>(
            collection,
            [field],
            (_, token) => UpdateAsync(
                new QdrantRequest(HttpMethod.Delete, QdrantRequest.In(collection, $"/index/{Uri.EscapeDataString(field)}?{Wait}"), collection), token),
            async (fields, token) => (await InfoAsync(collection, token)).PayloadIndexes.ContainsKey(field) ? fields : [],
            cancellationToken);
    }

    private string Timeout => $"timeout={_options.ServerTimeoutSeconds}";

    private string Wait => $"wait=true&{Timeout}";

    private async Task<CollectionDescription> InfoAsync(string collection, CancellationToken cancellationToken)
    {
        var info = await _qdrant.ReadAsync(new QdrantRequest(HttpMethod.Get, QdrantRequest.In(collection), collection), QdrantJson.Default.AnswerJsonElement, cancellationToken);
        return QdrantCollectionInfo.Read(collection, info);
    }

    /// <summary>The collection's vector size; asked for anew when what is remembered is not what a caller expects.</summary>
    private async Task<int> SizeAsync(string collection, int expected, CancellationToken cancellationToken)
    {
        if (!_sizes.TryGetValue(collection, out var size) || size != expected)
        {
            _sizes[collection] = size = (await InfoAsync(collection, cancellationToken)).Spec.VectorSize;
        }

        return size;
    }

    private static void RequireName(string name, string what) => Require(name.Length is >= 1 and <= 255, $"{what} has 1 to 255 characters; this one has {name.Length}.");

    private static void RequirePath(string field) =>
        Require(PayloadPath.TryParse(field, out _), $"'{field}' is not a path into a payload; write it like brand or _sync.code.");

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ProblemException(new Problem(ErrorCatalog.VectorRequestInvalid, otherwise));
        }
    }
}
