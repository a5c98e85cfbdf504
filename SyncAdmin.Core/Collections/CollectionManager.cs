using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>
/// Makes, adopts, lists, describes and deletes collections, their payload indexes and their aliases; keeps the state and the store in step. The row
/// comes first and goes last, and every step in the store may be repeated: so a crash between the two leaves a row whose store side the next call
/// completes. A store that does not answer comes as a <see cref="ProblemException"/>.
/// </summary>
public sealed partial class CollectionManager : IDisposable
{
    private const int NamesInMessage = 20;
    private const string Subject = "collection";

    private readonly CollectionRows _rows;
    private readonly PhysicalCollections _physical;
    private readonly CollectionDependents _dependents;
    private readonly StoreFigures _figures;
    private readonly Reindexes _reindexes;
    private readonly StateDatabase _state;
    private readonly AuditLog _audit;
    private readonly TimeProvider _time;
    private readonly ILogger<CollectionManager> _logger;

    // Making and deleting are rare: one at a time in this process. Between replicas the unique name decides.
    private readonly SemaphoreSlim _changes = new(1);

    /// <summary>Makes one.</summary>
    public CollectionManager(StateDatabase state, IVectorStore store, AuditLog audit, TimeProvider time, ILogger<CollectionManager> logger)
    {
        _rows = new CollectionRows(state, time);
        _physical = new PhysicalCollections(store);
        _dependents = new CollectionDependents(state);
        _reindexes = new Reindexes(state, store, time);
        _figures = new StoreFigures(_physical, time, logger);
        (_state, _audit, _time, _logger) = (state, audit, time, logger);
    }

    /// <summary>The row of a collection, by its name or an alias of it; a problem that names those that exist.</summary>
    public async Task<Outcome<Collection>> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await _rows.FindAsync(name, cancellationToken) is { } found)
        {
            return found;
        }

        if (await ByAliasAsync(name, cancellationToken) is { } aliased)
        {
            return aliased;
        }

        var names = await _rows.NamesAsync(NamesInMessage + 1, cancellationToken);
        var known = names.Count == 0 ? "there is none yet" : $"there are: {string.Join(", ", names.Take(NamesInMessage))}{(names.Count > NamesInMessage ? " …" : "")}";
        return new Problem(ErrorCatalog.CollectionNotFound, $"There is no collection '{name}'; {known}.");
    }

    /// <summary>The collection of this name, made when it does not exist; refused when its fingerprint is another model's. Called at the start of each sync.</summary>
    public async Task<Outcome<Collection>> EnsureAsync(string name, ModelFingerprint fingerprint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        if (CollectionName.Check(name) is { } invalid)
        {
            return invalid;
        }

        using var turn = await EnterAsync(cancellationToken);
        var row = await PresentAsync(name, new CollectionSpec(fingerprint.Dimensions), fingerprint, note: null, cancellationToken);
        row = row.Succeeded ? await OfModelAsync(row.Value, fingerprint, cancellationToken) : row;
        return row.Succeeded ? await CompleteAsync(row.Value, cancellationToken) : row;
    }

    /// <summary>Makes an empty collection.</summary>
    public async Task<Outcome<CollectionView>> CreateAsync(string name, CollectionSpec spec, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(actor);
        if ((CollectionName.Check(name) ?? CollectionSpecCheck.Check(spec)) is { } invalid)
        {
            return invalid;
        }

        using var turn = await EnterAsync(cancellationToken);
        // A row without a physical collection is a creation that a crash cut short: this call completes it.
        if (await _rows.FindAsync(name, cancellationToken) is { } existing && (existing.Spec() != spec || await _physical.ExistsAsync(existing, cancellationToken)))
        {
            return new Problem(ErrorCatalog.CollectionExists, $"There is a collection '{name}' already.");
        }

        var made = await PresentAsync(
            name,
            spec,
            fingerprint: null,
            transaction => _audit.Add(transaction, actor, "collection.create", Subject, name, null, spec, correlationId),
            cancellationToken);
        made = made.Succeeded ? await CompleteAsync(made.Value, cancellationToken) : made;
        return made.Succeeded ? (await ViewsAsync([made.Value], cancellationToken))[0] : made.Problem;
    }

    /// <summary>Collections by name, with live counts. A store that is slow or away costs the list a few seconds at most; the counts are null then, with the reason.</summary>
    public async Task<Page<CollectionView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        var rows = await _rows.PageAsync(page, pageSize, cancellationToken);
        return new Page<CollectionView>(await ViewsAsync(rows.Items, cancellationToken), rows.Total, rows.Number, rows.Size);
    }

    /// <summary>One collection, with its live count.</summary>
    public async Task<Outcome<CollectionView>> GetAsync(string name, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, cancellationToken);
        return found.Succeeded ? (await ViewsAsync([found.Value], cancellationToken))[0] : found.Problem;
    }

    /// <summary>What the store says of it, and what hangs on it.</summary>
    public async Task<Outcome<CollectionInfo>> InfoAsync(string name, CancellationToken cancellationToken)
    {
        var described = await DescribeAsync(name, cancellationToken);
        if (!described.Succeeded)
        {
            return described.Problem;
        }

        var (row, store) = described.Value;
        var aliases = await _physical.AliasesAsync(row, cancellationToken);
        var feeders = await _dependents.FeedersAsync([row.Name], cancellationToken);
        return new CollectionInfo(
            row.Name, row.PhysicalName, row.Adopted, store.Spec, store.PointCount, store.Status, store.PayloadIndexes, aliases, [.. feeders[row.Name]], store.Damage);
    }

    /// <inheritdoc/>
    public void Dispose() => _changes.Dispose();
}
