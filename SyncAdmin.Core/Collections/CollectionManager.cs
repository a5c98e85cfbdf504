using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>
/// Makes, lists, describes and deletes collections; keeps the state and the store in step. The row comes first and goes last, and every step in the
/// store may be repeated: so a crash between the two leaves a row whose store side the next call completes.
/// A store that does not answer comes as a <see cref="ProblemException"/>.
/// </summary>
public sealed partial class CollectionManager : IDisposable
{
    private const int NamesInMessage = 20;

    private readonly CollectionRows _rows;
    private readonly PhysicalCollections _physical;
    private readonly CollectionDependents _dependents;
    private readonly AuditLog _audit;
    private readonly ILogger<CollectionManager> _logger;

    // Making and deleting are rare: one at a time in this process. Between replicas the unique name decides.
    private readonly SemaphoreSlim _changes = new(1);

    /// <summary>Makes one.</summary>
    public CollectionManager(StateDatabase state, IVectorStore store, AuditLog audit, TimeProvider time, ILogger<CollectionManager> logger)
    {
        _rows = new CollectionRows(state, time);
        _physical = new PhysicalCollections(store);
        _dependents = new CollectionDependents(state);
        (_audit, _logger) = (audit, logger);
    }

    /// <summary>The row of a collection; a problem that names those that exist.</summary>
    public async Task<Outcome<Collection>> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await _rows.FindAsync(name, cancellationToken) is { } found)
        {
            return found;
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
            transaction => _audit.Add(transaction, actor, "collection.create", "collection", name, null, spec, correlationId),
            cancellationToken);
        made = made.Succeeded ? await CompleteAsync(made.Value, cancellationToken) : made;
        return made.Succeeded ? made.Value.View(totalPoints: 0) : made.Problem;
    }

    /// <summary>Collections by name, with live counts.</summary>
    public async Task<Page<CollectionView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        var rows = await _rows.PageAsync(page, pageSize, cancellationToken);
        var views = new List<CollectionView>(rows.Items.Count);
        var answers = true;
        foreach (var row in rows.Items)
        {
            // A store that is away is asked once, not once a row.
            (var count, answers) = answers ? await CountAsync(row, cancellationToken) : (null, false);
            views.Add(row.View(count));
        }

        return new Page<CollectionView>(views, rows.Total, rows.Number, rows.Size);
    }

    /// <summary>One collection, with its live count.</summary>
    public async Task<Outcome<CollectionView>> GetAsync(string name, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, cancellationToken);
        return found.Succeeded ? found.Value.View((await CountAsync(found.Value, cancellationToken)).Count) : found.Problem;
    }

    /// <summary>What the store says of it.</summary>
    public async Task<Outcome<CollectionDescription>> InfoAsync(string name, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        return await _physical.DescribeAsync(found.Value, cancellationToken) is { } description
            ? description
            : new Problem(ErrorCatalog.CollectionMissingInStore, $"The vector store has no '{found.Value.PhysicalName}', which '{name}' stands for.");
    }

    /// <summary>
    /// Deletes it with its points, aliases and ledger rows; refused while a datasource feeds it, unless forced. Checkpoints need no deleting: they hold
    /// the physical name, which is never used again. Cut short by a crash, it is completed by being called again.
    /// </summary>
    public async Task<Outcome<bool>> DeleteAsync(string name, bool force, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        using var turn = await EnterAsync(cancellationToken);
        var found = await FindAsync(name, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        if (!force && await _dependents.FeedersAsync(name, cancellationToken) is { Count: > 0 } feeders)
        {
            return new Problem(ErrorCatalog.CollectionInUse, $"'{name}' is fed by {string.Join(", ", feeders)}.")
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["datasources"] = feeders },
            };
        }

        await _physical.DeleteAsync(found.Value, cancellationToken);
        await _dependents.ForgetLedgerAsync(found.Value.PhysicalName, cancellationToken);
        await _rows.RemoveAsync(
            found.Value,
            transaction => _audit.Add(transaction, actor, "collection.delete", "collection", name, found.Value.Spec(), null, correlationId),
            cancellationToken);
        LogDeleted(name, found.Value.PhysicalName);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _changes.Dispose();
}
