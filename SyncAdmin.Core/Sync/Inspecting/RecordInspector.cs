using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>
/// The record inspector: what source, ledger and store say of the records of one code, where they differ, what the next sync will do, and what has happened to
/// them. It changes nothing, and it says what it can when the source or the store is away.
/// </summary>
public sealed class RecordInspector
{
    /// <summary>Records that are looked at; a code that means more is no code of a record.</summary>
    internal const int MostRecords = 50;

    private readonly StateDatabase _database;
    private readonly DatasourceSources _sources;
    private readonly CollectionManager _collections;
    private readonly IVectorStore _store;
    private readonly IEmbedder _embedder;
    private readonly RecordLedger _ledger;
    private readonly RecordHistory _history;
    private readonly TimeProvider _time;

    internal RecordInspector(
        StateDatabase database, DatasourceSources sources, CollectionManager collections, IVectorStore store, IEmbedder embedder, RecordLedger ledger, RecordHistory history, TimeProvider time) =>
        (_database, _sources, _collections, _store, _embedder, _ledger, _history, _time) = (database, sources, collections, store, embedder, ledger, history, time);

    /// <summary>All that is known of the records of a code.</summary>
    /// <param name="datasourceId">Whose.</param>
    /// <param name="code">As the source has it; blanks at its end do not count.</param>
    /// <param name="cancellationToken">Stops it, and the statement at the source.</param>
    /// <returns>SYNC-6001 without such a datasource, SYNC-4005 for what can be no code, SYNC-5031 when nobody knows it.</returns>
    public async Task<Outcome<RecordInspection>> InspectAsync(Guid datasourceId, string code, CancellationToken cancellationToken)
    {
        var named = RecordKey.Checked(code, ErrorCatalog.RecordCodeInvalid, "code");
        if (!named.Succeeded)
        {
            return named.Problem;
        }

        if (await FindAsync(datasourceId, cancellationToken) is not { } datasource)
        {
            return new Problem(ErrorCatalog.DatasourceNotFound, $"There is no datasource {datasourceId}.");
        }

        var query = DatasourceSources.QueryOf(datasource);
        var mapper = RecordMapper.Create(new RecordMapping(
            datasource.Id, datasource.FieldMapping, datasource.EmbeddingFields, datasource.TextTemplate, query.KeyFields, query.CodeField));
        if (!mapper.Succeeded)
        {
            return mapper.Problem;
        }

        var collection = (await _collections.FindAsync(datasource.QdrantCollection, cancellationToken)).Value;
        return await InspectAsync(new InspectionRun(datasource, query, mapper.Value, collection, code), cancellationToken);
    }

    private async Task<Outcome<RecordInspection>> InspectAsync(InspectionRun run, CancellationToken cancellationToken)
    {
        var readAt = _time.GetUtcNow();
        var store = new StoreLook(_store, run.Scope, _time);
        var byCode = run.Collection is null ? [] : await _ledger.LoadByCodesAsync(run.Scope, [run.Code, run.Code.TrimEnd(' ')], cancellationToken);
        var pointsByCode = await store.KeysOfAsync(run.Code.TrimEnd(' '), cancellationToken);
        var (rows, keyless, sourceProblem) = await ReadSourceAsync(run, [.. byCode.Select(row => row.RecordKey).Union(pointsByCode, StringComparer.Ordinal)], cancellationToken);

        string[] keys = [.. byCode.Select(row => row.RecordKey).Concat(pointsByCode).Concat(rows.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] looked = [.. keys.Take(MostRecords)];
        var ledger = run.Collection is null ? new Dictionary<string, LedgerRow>(StringComparer.Ordinal) : await _ledger.LoadAsync(run.Scope, looked, cancellationToken);
        var points = await store.PointsAsync(looked, cancellationToken);

        var records = looked
            .Select(key => RecordOf(run, key, rows.GetValueOrDefault(key), Row(ledger, key), points.GetValueOrDefault(PointId.Of(run.Datasource.Id, key)), sourceProblem is null, store.Problem is null))
            .Concat(keyless.Take(MostRecords - looked.Length).Select(row => RecordOf(run, key: null, row, ledger: null, point: null, sourceWasRead: true, storeWasRead: true)))
            .ToList();
        var codes = ledger.Values.Select(row => row.RecordCode).Concat(rows.Values.Select(row => row.Mapped.Value?.RecordCode).OfType<string>()).Append(run.Code).ToHashSet(StringComparer.Ordinal);
        var deliveries = await _history.DeliveriesAsync(run.Datasource.Id, codes, looked.ToHashSet(StringComparer.Ordinal), cancellationToken);
        var errors = await _history.ErrorsAsync(run.Datasource.Id, [.. looked, .. codes], cancellationToken);
        if (records.Count + deliveries.Count + errors.Count == 0 && sourceProblem is null && store.Problem is null)
        {
            return new Problem(ErrorCatalog.RecordNotFound, $"Neither the source of \"{run.Datasource.Name}\" nor its collection has a record with the code \"{run.Code}\".");
        }

        return new RecordInspection
        {
            DatasourceId = run.Datasource.Id,
            DatasourceName = run.Datasource.Name,
            Collection = run.Datasource.QdrantCollection,
            PhysicalCollection = run.Collection?.PhysicalName,
            Code = run.Code,
            ReadAt = readAt,
            SourceProblem = sourceProblem,
            StoreProblem = store.Problem,
            CollectionProblem = run.Collection?.Fingerprint() is { } model && model != _embedder.Fingerprint ? run.Collection.RefusalOf(_embedder.Fingerprint) : null,
            Records = records,
            TotalRecords = keys.Length + keyless.Count,
            Deliveries = deliveries,
            Errors = errors,
            Jobs = await _history.JobsAsync(
                run.Datasource.Id, deliveries.Select(delivery => delivery.JobId).Concat(errors.Select(error => error.SyncJobId)), looked, cancellationToken),
        };
    }

    private static LedgerRow? Row(IReadOnlyDictionary<string, LedgerRow> ledger, string key) => ledger.TryGetValue(key, out var row) ? row : null;

    private async Task<Datasource?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        return await context.Set<Datasource>().SingleOrDefaultAsync(datasource => datasource.Id == id, cancellationToken);
    }

    private async Task<(Dictionary<string, SourceRow> Rows, List<SourceRow> Keyless, Problem? Problem)> ReadSourceAsync(
        InspectionRun run, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        try
        {
            await using var connector = _sources.Open(run.Datasource);
            var (rows, keyless) = await new SourceLook(connector, run.Query, run.Mapper).ReadAsync(run.Code, known, cancellationToken);
            return (rows, keyless, null);
        }
        catch (ProblemException exception)
        {
            return ([], [], exception.Problem);
        }
    }

    private static InspectedRecord RecordOf(
        InspectionRun run, string? key, SourceRow? row, LedgerRow? ledger, StoredPoint? point, bool sourceWasRead, bool storeWasRead)
    {
        var stored = point is null ? null : (JsonElement?)JsonElement.Parse(SyncPayload.Strip(point.Payload).Span);
        var facts = new RecordFacts
        {
            DatasourceId = run.Datasource.Id,
            Key = key,
            SourceWasRead = sourceWasRead,
            HasRow = row is not null,
            Problem = row?.Mapped.Problem,
            Mapped = row?.Mapped.Value,
            Ledger = ledger,
            StoreWasRead = storeWasRead,
            Stored = stored,
            Sync = point is null ? null : SyncPayload.Read(point.Payload),
            Sweeps = run.Sweeps,
        };
        return new InspectedRecord
        {
            Key = key,
            PointId = key is null ? null : PointId.Of(run.Datasource.Id, key),
            Row = row?.Row,
            Problem = row?.Mapped.Problem,
            Mapped = row is { Mapped: { Succeeded: true, Value: var mapped } }
                ? new InspectedMapping(mapped.RecordCode, row.Text, mapped.TextWasCut, mapped.TextHash.ToString(), JsonElement.Parse(mapped.Payload.Span), mapped.PayloadHash.ToString())
                : null,
            Ledger = ledger is { } known ? InspectedLedger.Of(known) : null,
            Point = point is null ? null : StoreLook.View(point, run.Mapper),
            Differences = RecordComparison.Differences(facts),
            Next = RecordComparison.Next(facts),
        };
    }
}
