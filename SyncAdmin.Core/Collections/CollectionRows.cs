using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>The rows of <c>collections</c> and <c>physical_names</c>.</summary>
internal sealed class CollectionRows(StateDatabase state, TimeProvider time)
{
    internal async Task<Collection?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return null; // No name of ours, and no text to PostgreSQL.
        }

        await using var db = state.Read();
        return await db.Set<Collection>().SingleOrDefaultAsync(collection => collection.Name == name, cancellationToken);
    }

    internal async Task<Collection?> FindPhysicalAsync(string physicalName, CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        return await db.Set<Collection>().SingleOrDefaultAsync(collection => collection.PhysicalName == physicalName, cancellationToken);
    }

    /// <summary>All of them, by physical name: those that they stand for, those that a re-index builds, and those that one has left behind.</summary>
    internal async Task<IReadOnlyDictionary<string, Collection>> ByPhysicalNameAsync(CancellationToken cancellationToken)
    {
        await using var db = state.Read();
        var all = await db.Set<Collection>().ToDictionaryAsync(collection => collection.PhysicalName, StringComparer.Ordinal, cancellationToken);
        var reindexed = await (
            from reindex in db.Set<CollectionReindex>()
            join collection in db.Set<Collection>() on reindex.CollectionId equals collection.Id
            where reindex.DroppedAt == null
            select new { reindex.FromPhysicalName, reindex.ToPhysicalName, Collection = collection }).ToListAsync(cancellationToken);
        foreach (var each in reindexed)
        {
            all.TryAdd(each.FromPhysicalName, each.Collection);
            all.TryAdd(each.ToPhysicalName, each.Collection);
        }

        return all;
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
                    var collection = CollectionMapping.NewRow(name, CollectionName.Physical(name, version), version, spec, fingerprint, now);
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
                """
                UPDATE collections
                SET physical_name = @next, version = @version, adopted = @ours, embedding_assumed = @ours, updated_at = @now
                WHERE id = @id AND physical_name = @lost
                """,
                token,
                ("ours", false),
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
                embedding_prefix_version = @prefixVersion, embedding_assumed = adopted, updated_at = @now
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

    /// <summary>Notes the model that a person states, if nothing else was noted since <paramref name="row"/> was read.</summary>
    internal Task<bool> StateModelAsync(Collection row, ModelFingerprint fingerprint, Action<StateTransaction> note, CancellationToken cancellationToken) => state.WriteAsync(
        async (transaction, token) =>
        {
            var changed = await transaction.ExecuteAsync(
                """
                UPDATE collections
                SET embedding_provider = @provider, embedding_model = @model, embedding_dimensions = @dimensions,
                    embedding_prefix_version = @prefixVersion, embedding_assumed = @assumed, updated_at = @now
                WHERE id = @id AND updated_at = @read
                """,
                token,
                ("provider", fingerprint.Provider),
                ("model", fingerprint.Model),
                ("dimensions", fingerprint.Dimensions),
                ("prefixVersion", fingerprint.PrefixVersion),
                ("assumed", false),
                ("now", time.GetUtcNow()),
                ("id", row.Id),
                ("read", row.UpdatedAt));
            if (changed > 0)
            {
                note(transaction);
            }

            return changed > 0;
        },
        cancellationToken);

    /// <summary>Keeps a count for the time when the store does not answer.</summary>
    internal Task NoteCountAsync(Guid id, long points, CancellationToken cancellationToken) => state.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync(
            "UPDATE collections SET total_points = @points, counted_at = @now WHERE id = @id", token, ("points", points), ("now", time.GetUtcNow()), ("id", id)),
        cancellationToken);

    /// <summary>Adds the row of an adopted collection; null when its name or its physical collection was taken meanwhile.</summary>
    internal async Task<Collection?> AdoptAsync(
        string name, CollectionDescription found, ModelFingerprint? fingerprint, Action<StateTransaction> note, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // A version of an earlier life of the state database: the name goes on counting above it.
        var version = CollectionName.VersionOf(name, found.Name) ?? 0;
        var row = CollectionMapping.NewRow(name, found.Name, version, found.Spec, fingerprint, now);
        (row.Adopted, row.TotalPoints, row.CountedAt) = (true, found.PointCount, now);
        try
        {
            await state.WriteAsync(
                async (transaction, token) =>
                {
                    if (version > 0)
                    {
                        await RaiseVersionAsync(transaction, name, version, token);
                    }

                    transaction.Db.Add(row);
                    note(transaction);
                    await transaction.Db.SaveChangesAsync(token);
                },
                cancellationToken);
            return row;
        }
        catch (DbUpdateException exception) when (UniqueViolation.ConstraintOf(state, exception) is not null)
        {
            return null;
        }
    }

    /// <summary>Deletes the row; <paramref name="note"/> writes the audit entry in the same transaction.</summary>
    internal Task RemoveAsync(Collection collection, Action<StateTransaction> note, CancellationToken cancellationToken) => state.WriteAsync(
        async (transaction, token) =>
        {
            await transaction.ExecuteAsync(
                "DELETE FROM collections WHERE id = @id AND physical_name = @physicalName", token, ("id", collection.Id), ("physicalName", collection.PhysicalName));
            note(transaction);
        },
        cancellationToken);

    private static Task<int> RaiseVersionAsync(StateTransaction transaction, string name, int version, CancellationToken cancellationToken) => transaction.ExecuteAsync(
        """
        INSERT INTO physical_names (name, version) VALUES (@name, @version)
        ON CONFLICT (name) DO UPDATE
        SET version = CASE WHEN physical_names.version > @version THEN physical_names.version ELSE @version END
        """,
        cancellationToken,
        ("name", name),
        ("version", version));

    /// <summary>Above every version that the name has had here, deleted ones too, and above every one that the store holds from an earlier life.</summary>
    internal static Task<int> NextVersionAsync(StateTransaction transaction, string name, int highestInStore, CancellationToken cancellationToken) => transaction.ScalarAsync<int>(
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
