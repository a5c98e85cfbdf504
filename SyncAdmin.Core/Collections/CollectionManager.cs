using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>Makes, lists, describes and deletes collections; keeps the state and the store in step.</summary>
public sealed class CollectionManager
{
    /// <summary>The collection of this name, made when it does not exist; refused when its fingerprint is another model's. Called at the start of each sync.</summary>
    public Task<Outcome<Collection>> EnsureAsync(string name, ModelFingerprint fingerprint, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Makes an empty collection.</summary>
    public Task<Outcome<CollectionView>> CreateAsync(string name, CollectionSpec spec, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Collections by name, with live counts.</summary>
    public Task<Page<CollectionView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>One collection, with its live count.</summary>
    public Task<Outcome<CollectionView>> GetAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>What the store says of it.</summary>
    public Task<Outcome<CollectionDescription>> InfoAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Deletes it with its points, ledger rows and checkpoints; refused while a datasource feeds it, unless forced.</summary>
    public Task<Outcome<bool>> DeleteAsync(string name, bool force, CancellationToken cancellationToken) => throw new NotImplementedException();
}
