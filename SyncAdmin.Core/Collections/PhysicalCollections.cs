using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>The store's side of a collection: the physical collection, its payload indexes and its aliases. Every step may be repeated.</summary>
internal sealed class PhysicalCollections(IVectorStore store)
{
    private const int AtATime = 8;

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

    /// <summary>The highest version of a name of ours in the store; 0: there is none.</summary>
    internal async Task<int> NewestVersionAsync(string name, CancellationToken cancellationToken) =>
        (await store.ListCollectionsAsync(cancellationToken)).Max(collection => CollectionName.VersionOf(name, collection)) ?? 0;

    internal async Task<bool> ExistsAsync(Collection collection, CancellationToken cancellationToken) =>
        await store.GetCollectionAsync(collection.PhysicalName, cancellationToken) is not null;

    /// <summary>Makes what is missing; a problem when what is there is not what was made.</summary>
    internal async Task<Problem?> CompleteAsync(Collection collection, CancellationToken cancellationToken)
    {
        var physical = collection.PhysicalName;
        if (await CompleteUnnamedAsync(collection, cancellationToken) is { } problem)
        {
            return problem;
        }

        if (string.Equals(collection.Name, physical, StringComparison.Ordinal))
        {
            return null; // Adopted under its own name: an alias would be one name too many.
        }

        var aliases = await store.ListAliasesAsync(cancellationToken);
        if (!aliases.TryGetValue(collection.Name, out var target) || !string.Equals(target, physical, StringComparison.Ordinal))
        {
            await store.UpdateAliasesAsync([new AliasAction(collection.Name, physical)], cancellationToken);
        }

        return null;
    }

    /// <summary>As <see cref="CompleteAsync"/>, without the name: nobody finds it yet.</summary>
    internal async Task<Problem?> CompleteUnnamedAsync(Collection collection, CancellationToken cancellationToken)
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

        return null;
    }

    /// <summary>
    /// What an adopted collection is given back with: without the points of these datasources and without the name that we gave it. Points that
    /// carry no <c>_sync</c> of ours are not asked for, so they can't be met.
    /// </summary>
    internal async Task ReleaseAsync(Collection collection, IReadOnlyCollection<Guid> datasources, CancellationToken cancellationToken)
    {
        if (await store.GetCollectionAsync(collection.PhysicalName, cancellationToken) is null)
        {
            return;
        }

        await DeletePointsOfAsync(collection, datasources, cancellationToken);
        if (string.Equals(await TargetAsync(collection.Name, cancellationToken), collection.PhysicalName, StringComparison.Ordinal))
        {
            await store.UpdateAliasesAsync([new AliasAction(collection.Name, null)], cancellationToken);
        }
    }

    internal async Task DeletePointsOfAsync(Collection collection, IReadOnlyCollection<Guid> datasources, CancellationToken cancellationToken)
    {
        if (datasources.Count > 0)
        {
            var ours = new Condition.MatchAny(SyncMember.Datasource, [.. datasources.Select(id => JsonSerializer.SerializeToElement(id.ToString()))]);
            await store.DeleteAsync(collection.PhysicalName, new Filter { Must = [ours] }, fence: null, cancellationToken);
        }
    }

    /// <summary>The physical collection that an alias names; null when there is no such alias.</summary>
    internal async Task<string?> TargetAsync(string alias, CancellationToken cancellationToken) =>
        (await store.ListAliasesAsync(cancellationToken)).GetValueOrDefault(alias);

    /// <summary>Its aliases, its own name left out.</summary>
    internal async Task<IReadOnlyList<string>> AliasesAsync(Collection collection, CancellationToken cancellationToken) =>
    [
        .. (await store.ListAliasesAsync(cancellationToken))
            .Where(alias => string.Equals(alias.Value, collection.PhysicalName, StringComparison.Ordinal) && !string.Equals(alias.Key, collection.Name, StringComparison.Ordinal))
            .Select(alias => alias.Key)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>By physical name or alias.</summary>
    internal Task<CollectionDescription?> FindAsync(string name, CancellationToken cancellationToken) => store.GetCollectionAsync(name, cancellationToken);

    /// <summary>All that are not among these, by name. One that is deleted meanwhile is left out.</summary>
    internal async Task<IReadOnlyList<CollectionDescription>> ForeignAsync(HashSet<string> ours, CancellationToken cancellationToken)
    {
        var names = (await store.ListCollectionsAsync(cancellationToken)).Where(name => !ours.Contains(name)).Order(StringComparer.Ordinal).ToArray();
        var found = new CollectionDescription?[names.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, names.Length),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (index, token) => found[index] = await store.GetCollectionAsync(names[index], token));
        return [.. found.OfType<CollectionDescription>()];
    }

    /// <summary>Why its points can't be read as ours (integer ids, which sort first); null when they can.</summary>
    internal async Task<Problem?> UnreadableAsync(string physicalName, CancellationToken cancellationToken)
    {
        try
        {
            await store.ScrollAsync(physicalName, filter: null, from: null, limit: 1, withVector: true, cancellationToken);
            return null;
        }
        catch (ProblemException exception) when (exception.Problem.Error == ErrorCatalog.QdrantIdNotUuid || exception.Problem.Error.Kind is not (ProblemKind.Unavailable or ProblemKind.External))
        {
            return new Problem(ErrorCatalog.CollectionNotAdoptable, $"A point of '{physicalName}' can't be read: {exception.Problem.Detail}");
        }
    }

    /// <summary>Indexes a field, or indexes it anew.</summary>
    internal async Task SetIndexAsync(Collection collection, string field, string? before, string schema, CancellationToken cancellationToken)
    {
        if (before is not null)
        {
            await store.DeletePayloadIndexAsync(collection.PhysicalName, field, cancellationToken);
        }

        await store.CreatePayloadIndexAsync(collection.PhysicalName, field, schema, cancellationToken);
    }

    internal Task DropIndexAsync(Collection collection, string field, CancellationToken cancellationToken) =>
        store.DeletePayloadIndexAsync(collection.PhysicalName, field, cancellationToken);

    /// <summary>Null takes the alias away.</summary>
    internal Task SetAliasAsync(string alias, string? physicalName, CancellationToken cancellationToken) =>
        store.UpdateAliasesAsync([new AliasAction(alias, physicalName)], cancellationToken);

    internal async Task<bool> HasPhysicalAsync(string name, CancellationToken cancellationToken) =>
        (await store.ListCollectionsAsync(cancellationToken)).Contains(name, StringComparer.Ordinal);

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
