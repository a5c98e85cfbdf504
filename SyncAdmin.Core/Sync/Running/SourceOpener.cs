using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Opens a datasource for a run.</summary>
internal sealed class SourceOpener(DatasourceSources sources, CollectionManager collections, Reindexes reindexes, IVectorStore store, IEmbedder embedder)
{
    /// <summary>Makes the collection when it is not there yet.</summary>
    internal Task<OpenSource> OpenAsync(Datasource datasource, CancellationToken cancellationToken) => OpenAsync(
        datasource,
        async () =>
        {
            var targets = await TargetsAsync(datasource, cancellationToken);
            return (targets, null);
        },
        cancellationToken);

    /// <summary>For the job that builds the new physical collection: it writes there alone.</summary>
    internal Task<OpenSource> OpenAsync(Datasource datasource, Collection live, Collection target, CancellationToken cancellationToken) => OpenAsync(
        datasource,
        async () =>
        {
            if (Reindexes.RefusalOf(live, target, embedder.Fingerprint) is { } refusal)
            {
                throw new ProblemException(refusal);
            }

            await reindexes.CompleteTargetAsync(live, target, cancellationToken);
            return (new CollectionTargets(target, Mirror: null), KeptVectors.Of(store, live, target));
        },
        cancellationToken);

    /// <summary>Looks again whether the collection is being re-indexed.</summary>
    internal async Task RefreshAsync(OpenSource source, CancellationToken cancellationToken)
    {
        var targets = await reindexes.TargetsAsync(source.Collection.Name, embedder.Fingerprint, cancellationToken);
        if (targets?.Required() is { Mirror: { } mirror })
        {
            source.Mirror = source.Scope with { Collection = mirror.PhysicalName };
        }
    }

    private async Task<OpenSource> OpenAsync(Datasource datasource, Func<Task<(CollectionTargets Targets, KeptVectors? Vectors)>> into, CancellationToken cancellationToken)
    {
        var query = DatasourceSources.QueryOf(datasource);
        var mapper = RecordMapper.Create(new RecordMapping(
            datasource.Id, datasource.FieldMapping, datasource.EmbeddingFields, datasource.TextTemplate, query.KeyFields, query.CodeField)).Required();
        var connector = sources.Open(datasource);
        try
        {
            var (targets, vectors) = await StageException.NameAsync(PipelineStage.Store, into, cancellationToken);
            var scope = new LedgerScope(targets.Main.PhysicalName, datasource.Id);
            return new OpenSource(query, mapper, connector, targets.Main, scope, PlanFingerprint.Of(datasource, embedder.Fingerprint, targets.Main))
            {
                Mirror = targets.Mirror is { } mirror ? scope with { Collection = mirror.PhysicalName } : null,
                Vectors = vectors,
            };
        }
        catch
        {
            await connector.DisposeAsync();
            throw;
        }
    }

    private async Task<CollectionTargets> TargetsAsync(Datasource datasource, CancellationToken cancellationToken)
    {
        var name = datasource.QdrantCollection;
        if (await reindexes.TargetsAsync(name, embedder.Fingerprint, cancellationToken) is not { } found)
        {
            return new CollectionTargets((await collections.EnsureAsync(name, embedder.Fingerprint, cancellationToken)).Required(), Mirror: null);
        }

        // The store must have the new one before anything is written: whoever began the re-index may have been killed before it made it. The live one is left as it is: to
        // complete it would move its name back when that is just being moved on.
        var targets = found.Required();
        await reindexes.CompleteTargetAsync((await collections.FindAsync(name, cancellationToken)).Required(), targets.Mirror ?? targets.Main, cancellationToken);
        return targets;
    }

    /// <summary>A store that no longer knows the collection is a mystery to people; that somebody deleted it by force is not.</summary>
    internal async Task WatchAsync(OpenSource source, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        catch (StageException exception) when (exception.InnerException is ProblemException { Problem.Error: var error }
            && (error.Kind == ProblemKind.NotFound || error == ErrorCatalog.CollectionDeletedMeanwhile))
        {
            var standing = await reindexes.StandingOfAsync(source.Collection, source.Mirror?.Collection, cancellationToken);
            if (standing == Standing.There)
            {
                throw;
            }

            if (standing == Standing.Moved)
            {
                throw new ProblemException(
                    new Problem(ErrorCatalog.CollectionMovedMeanwhile, $"'{source.Collection.Name}' stands for another physical collection than '{source.Collection.PhysicalName}' by now."), exception);
            }

            await collections.WithdrawAsync(source.Collection, source.Scope.DatasourceId, cancellationToken);
            throw new ProblemException(LiveCollection.Deleted(source.Collection.PhysicalName), exception);
        }
    }
}
