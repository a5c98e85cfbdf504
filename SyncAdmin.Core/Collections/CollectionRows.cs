using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>The rows of <c>collections</c> and <c>physical_names</c>.</summary>
internal sealed class CollectionRows(StateDatabase state, TimeProvider time)
{
    internal async Task<Collection?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Set<Collection>().SingleOrDefaultAsync(collection => collection.Name == name, cancellationToken);
    }

    internal async Task<IReadOnlyList<string>> NamesAsync(int most, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Set<Collection>().OrderBy(collection => collection.Name).Select(collection => collection.Name).Take(most).ToListAsync(cancellationToken);
    }

    internal async Task<Page<Collection>> PageAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Set<Collection>().OrderBy(collection => collection.Name).ToPageAsync(page, pageSize, cancellationToken);
    }

    /// <summary>
    /// Adds a collection under a physical name that none has had; the row that is there when somebody else was faster.
    /// <paramref name="note"/> writes its audit entry in the same transaction; null: a sync makes it, which is audited itself.
    /// </summary>
    internal async Task<Collection> AddAsync(
        string name, CollectionSpec spec, ModelFingerprint? fingerprint, int highestInStore, Action<StateTransaction>? note, CancellationToken cancellationToken)
    {
        try
        {
            return await state.WriteAsync(
                async (transaction, token) =>
                {
                    var version = await NextVersionAsync(transaction, name, highestInStore, token);
                    var now = time.GetUtcNow();
                    var collection = new Collection
                    {
                        Id = Guid.CreateVersion7(now),
                        Name = name,
                        PhysicalName = CollectionName.Physical(name, version),
                        Version = version,
                        VectorSize = spec.VectorSize,
                        Distance = spec.Distance,
                        HnswM = spec.HnswM,
                        HnswEfConstruct = spec.HnswEfConstruct,
                        EmbeddingProvider = fingerprint?.Provider,
                        EmbeddingModel = fingerprint?.Model,
                        EmbeddingDimensions = fingerprint?.Dimensions,
                        EmbeddingPrefixVersion = fingerprint?.PrefixVersion,
                        CreatedAt = now,
                        UpdatedAt = now,
                    };
                    transaction.Db.Add(collection);
                    note?.Invoke(transaction);
                    await transaction.Db.SaveChangesAsync(token);
                    return collection;
                },
                cancellationToken);
        }
        catch (DbUpdateException exception) when (UniqueViolation.ConstraintOf(state, exception) is not null)
        {
            if (await FindAsync(name, cancellationToken) is { } theirs)
            {
                return theirs;
            }

            throw;
        }
    }

    /// <summary>Gives it the physical name of the next version, unless it has another one than <paramref name="lost"/> by now.</summary>
    internal Task MoveOnAsync(Collection lost, int highestInStore, CancellationToken cancellationToken) => state.WriteAsync(
        async (transaction, token) =>
        {
            var version = await NextVersionAsync(transaction, lost.Name, highestInStore, token);
            await transaction.ExecuteAsync(
                "UPDATE collections SET physical_name = @next, version = @version, updated_at = @now WHERE id = @id AND physical_name = @lost",
                token,
                ("next", CollectionName.Physical(lost.Name, version)),
                ("version", version),
                ("now", time.GetUtcNow()),
                ("id", lost.Id),
                ("lost", lost.PhysicalName));
        },
        cancellationToken);

    /// <summary>Notes the model of the first sync, unless one is noted by now.</summary>
    internal Task NoteModelAsync(Guid id, ModelFingerprint fingerprint, CancellationToken cancellationToken) => state.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync(
            """
            UPDATE collections
            SET embedding_provider = @provider, embedding_model = @model, embedding_dimensions = @dimensions,
                embedding_prefix_version = @prefixVersion, updated_at = @now
            WHERE id = @id AND embedding_provider IS NULL
            """,
            token,
            ("provider", fingerprint.Provider),
            ("model", fingerprint.Model),
            ("dimensions", fingerprint.Dimensions),
            ("prefixVersion", fingerprint.PrefixVersion),
            ("now", time.GetUtcNow()),
            ("id", id)),
        cancellationToken);

    /// <summary>Deletes the row; <paramref name="note"/> writes the audit entry in the same transaction.</summary>
    internal Task RemoveAsync(Collection collection, Action<StateTransaction> note, CancellationToken cancellationToken) => state.WriteAsync(
        async (transaction, token) =>
        {
            await transaction.ExecuteAsync(
                "DELETE FROM collections WHERE id = @id AND physical_name = @physicalName", token, ("id", collection.Id), ("physicalName", collection.PhysicalName));
            note(transaction);
        },
        cancellationToken);

    /// <summary>Above every version that the name has had here, deleted ones too, and above every one that the store holds from an earlier life.</summary>
    private static Task<int> NextVersionAsync(StateTransaction transaction, string name, int highestInStore, CancellationToken cancellationToken) => transaction.ScalarAsync<int>(
        """
        INSERT INTO physical_names (name, version) VALUES (@name, @highest + 1)
        ON CONFLICT (name) DO UPDATE
        SET version = CASE WHEN physical_names.version > @highest THEN physical_names.version ELSE @highest END + 1
        RETURNING version
        """,
        cancellationToken,
        ("name", name),
        ("highest", highestInStore));
}
