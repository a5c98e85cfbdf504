using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>Syncs or deletes the records of one code because a person said so: hands them to the datasource's records job.</summary>
public sealed class RecordActions
{
    private readonly StateDatabase _database;
    private readonly CollectionManager _collections;
    private readonly IVectorStore _store;
    private readonly RecordLedger _ledger;
    private readonly DeliveryStore _deliveries;
    private readonly JobQueries _queries;
    private readonly AuditLog _audit;
    private readonly SyncProgress _progress;
    private readonly TimeProvider _time;

    internal RecordActions(
        StateDatabase database, CollectionManager collections, IVectorStore store, RecordLedger ledger, DeliveryStore deliveries, JobQueries queries, AuditLog audit, SyncProgress progress, TimeProvider time) =>
        (_database, _collections, _store, _ledger, _deliveries, _queries, _audit, _progress, _time) = (database, collections, store, ledger, deliveries, queries, audit, progress, time);

    /// <summary>
    /// Brings the records of a code in line: written where the source has them, removed where it has not, and compared with what the store really holds. The
    /// answer is the job, as it is before it has run. SYNC-6001 without such a datasource, SYNC-4005 for what can be no code; a code that nobody knows is
    /// an outcome of the delivery.
    /// </summary>
    public Task<Outcome<RecordJobView>> SyncAsync(Guid datasourceId, string code, Actor actor, string correlationId, CancellationToken cancellationToken) =>
        DeliverAsync(datasourceId, code, DeliveryAction.Sync, actor, correlationId, cancellationToken);

    /// <summary>Removes the points of a code's records, even where the source has them; then the next full sync writes them again. Answers as <see cref="SyncAsync"/>.</summary>
    public Task<Outcome<RecordJobView>> DeleteAsync(Guid datasourceId, string code, Actor actor, string correlationId, CancellationToken cancellationToken) =>
        DeliverAsync(datasourceId, code, DeliveryAction.Delete, actor, correlationId, cancellationToken);

    private async Task<Outcome<RecordJobView>> DeliverAsync(
        Guid datasourceId, string code, DeliveryAction action, Actor actor, string correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var named = RecordKey.Checked(code, ErrorCatalog.RecordCodeInvalid, "code");
        if (!named.Succeeded)
        {
            return named.Problem;
        }

        await using var context = _database.Read();
        if (await context.FindAsync<Datasource>([datasourceId], cancellationToken) is not { } datasource)
        {
            return new Problem(ErrorCatalog.DatasourceNotFound, $"There is no datasource {datasourceId}.");
        }

        // The ledger knows its records by their codes without the blanks at their ends.
        var name = code.TrimEnd(' ');
        var deliveries = new List<SyncDelivery> { Delivery(DeliveryNaming.Code, [name]) };
        if (await SurplusAsync(datasource, name, cancellationToken) is { Length: > 0 } surplus)
        {
            deliveries.Add(Delivery(DeliveryNaming.Key, surplus));
        }

        var jobId = await _database.WriteAsync(
            async (transaction, token) =>
            {
                var id = await _deliveries.AddAsync(transaction, deliveries, SyncJobType.Record, actor, token);
                _audit.Add(
                    transaction, actor, $"record.{EnumText.Of(action)}", "datasource", datasourceId.ToString(), null, new { code = name, jobId = id, deliveryId = deliveries[0].Id }, correlationId);
                return id;
            },
            cancellationToken);
        if (await _queries.ViewAsync(jobId, cancellationToken) is not { } view)
        {
            return new Problem(ErrorCatalog.DatasourceNotFound, $"Datasource {datasourceId} was deleted meanwhile.");
        }

        _progress.Publish(view);
        return new RecordJobView(view, deliveries[0].Id);

        SyncDelivery Delivery(DeliveryNaming by, string[] names) => new()
        {
            Id = RowId.New(_time.GetUtcNow()),
            DatasourceId = datasourceId,
            Kind = DeliveryKind.Record,
            NamesBy = by,
            Names = SyncDelivery.WriteNames(names),
            Action = action,
            CorrelationId = correlationId,
        };
    }

    /// <summary>Keys of points with this code that the ledger does not know: a delivery that names the code would not meet them. None where the store does not say.</summary>
    private async Task<string[]> SurplusAsync(Datasource datasource, string code, CancellationToken cancellationToken)
    {
        if ((await _collections.FindAsync(datasource.QdrantCollection, cancellationToken)).Value is not { } collection)
        {
            return [];
        }

        var scope = new LedgerScope(collection.PhysicalName, datasource.Id);
        var keys = await new StoreLook(_store, scope, _time).KeysOfAsync(code, cancellationToken);
        var known = await _ledger.LoadAsync(scope, [.. keys], cancellationToken);
        return [.. keys.Where(key => !known.ContainsKey(key))];
    }
}
