using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// The store inside this process: files below one directory, exact search, nothing acknowledged lost. Opened at the first call; it holds the
/// directory's lock until it is disposed of.
/// </summary>
internal sealed partial class EmbeddedVectorStore : IVectorStore, IDisposable, IAsyncDisposable
{
    private const int MaxLimit = 10_000;
    private readonly string _directory;
    private readonly ILogger _logger;
    private readonly Int8Kernels.Kind _kernel;
    private readonly WriteGate _catalogGate = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Task<EmbeddedCollection>> _open = [];
    private FileStream? _directoryLock;
    private EmbeddedCatalog? _catalog;
    private bool _disposed;

    /// <summary>A store below <paramref name="directory"/>, which is made when it is missing; <paramref name="kernel"/> is the fastest by default.</summary>
    internal EmbeddedVectorStore(string directory, ILoggerFactory loggers, Int8Kernels.Kind? kernel = null)
    {
        _directory = Path.GetFullPath(directory);
        _logger = loggers.CreateLogger<EmbeddedVectorStore>();
        _kernel = kernel ?? Int8Kernels.Supported[0];
    }

    public Task<string> DescribeAsync(CancellationToken cancellationToken) =>
        Task.FromResult($"embedded {typeof(EmbeddedVectorStore).Assembly.GetName().Version?.ToString(3)}");

    public Task CreateCollectionAsync(string name, CollectionSpec spec, CancellationToken cancellationToken)
    {
        Require(spec.VectorSize is >= 1 and <= 65_536, $"The vector size of '{name}' is {spec.VectorSize}; it must be 1 to 65,536.");
        Require(name.Length is >= 1 and <= 255, $"A collection's name has 1 to 255 characters; this one has {name.Length}.");
        return ChangeCatalogAsync(catalog => catalog.Add(name, spec), cancellationToken);
    }

    public async Task<bool> DeleteCollectionAsync(string name, CancellationToken cancellationToken)
    {
        var removed = await ChangeCatalogAsync(
            catalog =>
            {
                var entry = catalog.Collections.GetValueOrDefault(name);
                if (entry is not null)
                {
                    catalog.Remove(entry);
                }

                return entry;
            },
            cancellationToken);
        if (removed is null)
        {
            return false;
        }

        Task<EmbeddedCollection>? open;
        lock (_lock)
        {
            _open.Remove(removed.Number, out open);
        }

        if (open is not null)
        {
            await CloseAsync(open, CancellationToken.None);
        }

        await RunAsync(name, () => new CollectionFiles(_directory, removed.Number).Delete(), CancellationToken.None);
        return true;
    }

    public Task<IReadOnlyList<string>> ListCollectionsAsync(CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<string>>("catalog.db", () => [.. Catalog().Collections.Keys], cancellationToken);

    public async Task<CollectionDescription?> GetCollectionAsync(string collection, CancellationToken cancellationToken)
    {
        var entry = await RunAsync("catalog.db", () => Catalog().Find(collection), cancellationToken);
        if (entry is null)
        {
            return null;
        }

        try
        {
            var open = await OpenAsync(entry, cancellationToken);
            await open.DropReportedAsync(cancellationToken);
            var damage = open.Damage;
            return new CollectionDescription(entry.Name, entry.Spec, open.Count, damage is null ? "green" : "red", entry.Indexes) { Damage = damage };
        }
        catch (ProblemException damaged) when (damaged.Problem.Error == ErrorCatalog.VectorIndexDamaged)
        {
            // A list of collections must show the others, and this one in red.
            return new CollectionDescription(entry.Name, entry.Spec, 0, "red", entry.Indexes) { Damage = damaged.Problem };
        }
    }

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyDictionary<string, string>>("catalog.db", () => Catalog().Aliases, cancellationToken);

    public Task UpdateAliasesAsync(IReadOnlyList<AliasAction> actions, CancellationToken cancellationToken)
    {
        foreach (var (alias, _) in actions)
        {
            Require(alias.Length is >= 1 and <= 255, $"An alias has 1 to 255 characters; this one has {alias.Length}.");
        }

        return ChangeCatalogAsync(
            catalog =>
            {
                catalog.UpdateAliases(actions);
                return true;
            },
            cancellationToken);
    }

    public Task CreatePayloadIndexAsync(string collection, string field, string schema, CancellationToken cancellationToken)
    {
        Require(PayloadSchemas.All.Contains(schema, StringComparer.Ordinal), $"'{schema}' is no schema of a payload index; use one of {string.Join(", ", PayloadSchemas.All)}.");
        Require(PayloadPath.TryParse(field, out _), $"'{field}' is not a path into a payload; write it like brand or _sync.code.");
        return SetIndexAsync(collection, field, schema, cancellationToken);
    }

    public Task DeletePayloadIndexAsync(string collection, string field, CancellationToken cancellationToken) =>
        SetIndexAsync(collection, field, null, cancellationToken);

    public async Task UpsertAsync(string collection, IReadOnlyList<VectorPoint> points, long? fence, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(collection, cancellationToken);
        await RunAsync(
            collection,
            async () =>
            {
                using var prepared = new PreparedPoints(points, open.Spec, collection);
                await open.UpsertAsync(prepared, fence, cancellationToken);
            },
            cancellationToken);
    }

    public async Task OverwritePayloadAsync(string collection, IReadOnlyList<PointPayload> points, long? fence, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(collection, cancellationToken);
        await RunAsync(collection, () => open.OverwriteAsync(points, fence, cancellationToken), cancellationToken);
    }

    public async Task DeleteAsync(string collection, IReadOnlyList<Guid> ids, long? fence, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(collection, cancellationToken);
        await RunAsync(collection, () => open.DeleteAsync(ids, fence, cancellationToken), cancellationToken);
    }

    public async Task DeleteAsync(string collection, Filter filter, long? fence, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(collection, cancellationToken);
        await RunAsync(collection, () => open.DeleteAsync(filter, fence, cancellationToken), cancellationToken);
    }

    public Task<IReadOnlyList<StoredPoint>> GetAsync(string collection, IReadOnlyList<Guid> ids, bool withVector, CancellationToken cancellationToken) =>
        ReadAsync(collection, open => open.Get(ids, withVector), cancellationToken);

    public Task<PointScroll> ScrollAsync(string collection, Filter? filter, Guid? from, int limit, bool withVector, CancellationToken cancellationToken)
    {
        Require(limit is >= 1 and <= MaxLimit, $"The limit of a scroll is {limit}; it must be 1 to 10,000.");
        return ReadAsync(collection, open => open.Scroll(filter, from, limit, withVector), cancellationToken);
    }

    public Task<long> CountAsync(string collection, Filter? filter, CancellationToken cancellationToken) =>
        ReadAsync(collection, open => open.CountAll(filter), cancellationToken);

    public Task<IReadOnlyList<ScoredPoint>> QueryAsync(string collection, VectorQuery query, CancellationToken cancellationToken)
    {
        Require(query.Limit is >= 1 and <= 1000, $"The limit of a search is {query.Limit}; it must be 1 to 1,000.");
        return ReadAsync(collection, open => open.Query(query, collection, _kernel), cancellationToken);
    }

    /// <summary>Closes the files; for a caller who knows that nothing is under way.</summary>
    public void Dispose()
    {
        foreach (var collection in TakeAll().Where(task => task.IsCompletedSuccessfully))
        {
#pragma warning disable VSTHRD002, VSTHRD103 // Completed.
            collection.Result.Dispose();
#pragma warning restore VSTHRD002, VSTHRD103
        }

        CloseDirectory();
    }

    /// <summary>Closes the files after the writes that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var collection in TakeAll())
        {
            await CloseAsync(collection, CancellationToken.None);
        }

        CloseDirectory();
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ProblemException(new Problem(ErrorCatalog.VectorRequestInvalid, otherwise));
        }
    }
}
