using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>The store's side of a collection: the physical collection, its payload indexes and the alias. Every step may be repeated.</summary>
internal sealed class PhysicalCollections(IVectorStore store)
{
    /// <summary>Search by code and everything that asks for one datasource's points; in every point, whatever is mapped.</summary>
    private static readonly string[] KeywordFields = [SyncMember.Code, SyncMember.Datasource];

    /// <summary>Whether the name is free in the store, and the highest version of it there.</summary>
    internal async Task<Outcome<int>> HighestVersionAsync(string name, CancellationToken cancellationToken)
    {
        var collections = await store.ListCollectionsAsync(cancellationToken);
        if (collections.Contains(name, StringComparer.Ordinal))
        {
            return new Problem(ErrorCatalog.CollectionNameForeign, $"The vector store has a collection '{name}' that SyncAdmin did not make.");
        }

        // An alias to a version of ours is left from an earlier life of the state database: it is taken over.
        var aliases = await store.ListAliasesAsync(cancellationToken);
        if (aliases.TryGetValue(name, out var target) && CollectionName.VersionOf(name, target) is null)
        {
            return new Problem(ErrorCatalog.CollectionNameForeign, $"In the vector store '{name}' is an alias of '{target}', which SyncAdmin did not make.");
        }

        return collections.Max(collection => CollectionName.VersionOf(name, collection)) ?? 0;
    }

    internal async Task<bool> ExistsAsync(Collection collection, CancellationToken cancellationToken) =>
        await store.GetCollectionAsync(collection.PhysicalName, cancellationToken) is not null;

    /// <summary>Makes what is missing; a problem when what is there is not what was made.</summary>
    internal async Task<Problem?> CompleteAsync(Collection collection, CancellationToken cancellationToken)
    {
        var physical = collection.PhysicalName;
        var found = await store.GetCollectionAsync(physical, cancellationToken) ?? await MakeAsync(collection, cancellationToken);
        if (found.Spec.VectorSize != collection.VectorSize || found.Spec.Distance != collection.Distance)
        {
            return new Problem(
                ErrorCatalog.CollectionShapeDiffers,
                $"'{physical}' holds vectors of {found.Spec.VectorSize} numbers ({found.Spec.Distance}); it was made for {collection.VectorSize} ({collection.Distance}).");
        }

        foreach (var field in KeywordFields.Where(field => !found.PayloadIndexes.ContainsKey(field)))
        {
            await store.CreatePayloadIndexAsync(physical, field, "keyword", cancellationToken);
        }

        var aliases = await store.ListAliasesAsync(cancellationToken);
        if (!aliases.TryGetValue(collection.Name, out var target) || !string.Equals(target, physical, StringComparison.Ordinal))
        {
            await store.UpdateAliasesAsync([new AliasAction(collection.Name, physical)], cancellationToken);
        }

        return null;
    }

    internal Task<bool> DeleteAsync(Collection collection, CancellationToken cancellationToken) => store.DeleteCollectionAsync(collection.PhysicalName, cancellationToken);

    internal Task<CollectionDescription?> DescribeAsync(Collection collection, CancellationToken cancellationToken) => store.GetCollectionAsync(collection.PhysicalName, cancellationToken);

    private async Task<CollectionDescription> MakeAsync(Collection collection, CancellationToken cancellationToken)
    {
        try
        {
            await store.CreateCollectionAsync(collection.PhysicalName, collection.Spec(), cancellationToken);
        }
        catch (ProblemException)
        {
            // Another replica may have made it between our look and our call; then it is as good as ours.
            if (await store.GetCollectionAsync(collection.PhysicalName, cancellationToken) is { } theirs)
            {
                return theirs;
            }

            throw;
        }

        return await store.GetCollectionAsync(collection.PhysicalName, cancellationToken)
            ?? throw new ProblemException(new Problem(ErrorCatalog.CollectionMissingInStore, $"'{collection.PhysicalName}' was made and is not there."));
    }
}
