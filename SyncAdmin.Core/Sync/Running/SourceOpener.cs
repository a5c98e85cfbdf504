using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Opens a datasource for a run.</summary>
internal sealed class SourceOpener(DatasourceSources sources, CollectionManager collections, IEmbedder embedder)
{
    /// <summary>Makes the collection when it is not there yet.</summary>
    internal async Task<OpenSource> OpenAsync(Datasource datasource, CancellationToken cancellationToken)
    {
        var query = DatasourceSources.QueryOf(datasource);
        var mapper = RecordMapper.Create(new RecordMapping(
            datasource.Id, datasource.FieldMapping, datasource.EmbeddingFields, datasource.TextTemplate, query.KeyFields, query.CodeField)).Required();
        var connector = sources.Open(datasource);
        try
        {
            var collection = (await StageException.NameAsync(
                PipelineStage.Store, () => collections.EnsureAsync(datasource.QdrantCollection, embedder.Fingerprint, cancellationToken), cancellationToken)).Required();
            return new OpenSource(
                query, mapper, connector, collection, new LedgerScope(collection.PhysicalName, datasource.Id), PlanFingerprint.Of(datasource, embedder.Fingerprint, collection));
        }
        catch
        {
            await connector.DisposeAsync();
            throw;
        }
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
            if (await collections.IsThereAsync(source.Collection, cancellationToken))
            {
                throw;
            }

            await collections.WithdrawAsync(source.Collection, source.Scope.DatasourceId, cancellationToken);
            throw new ProblemException(LiveCollection.Deleted(source.Collection.PhysicalName), exception);
        }
    }
}
