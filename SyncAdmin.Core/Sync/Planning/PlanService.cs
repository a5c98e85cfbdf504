using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>Plans: what a full sync would do, before anything is done. One at a time for each datasource, in this process.</summary>
public sealed partial class PlanService
{
    private readonly StateDatabase _database;
    private readonly PlanMaker _maker;
    private readonly AuditLog _audit;
    private readonly TimeProvider _time;
    private readonly ILogger<PlanService> _logger;
    private readonly ConcurrentDictionary<Guid, Guid> _underWay = new();

    internal PlanService(StateDatabase database, PlanMaker maker, AuditLog audit, TimeProvider time, ILogger<PlanService> logger) =>
        (_database, _maker, _audit, _time, _logger) = (database, maker, audit, time, logger);

    /// <summary>
    /// Reads the whole source and compares it with what is known of it. Takes about as long as a sync that finds nothing changed; cancelling stops the
    /// statement on the source's server. The result is kept, and the full sync that starts next is compared with it.
    /// </summary>
    public async Task<Outcome<SyncPlanView>> PlanAsync(Guid datasourceId, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await FindAsync(datasourceId, cancellationToken) is not { } datasource)
        {
            return new Problem(ErrorCatalog.DatasourceNotFound, $"There is no datasource {datasourceId}.");
        }

        var id = RowId.New(_time.GetUtcNow());
        if (_underWay.GetOrAdd(datasourceId, id) != id)
        {
            return new Problem(ErrorCatalog.SyncPlanUnderWay, $"\"{datasource.Name}\" is being planned already.");
        }

        try
        {
            var (plan, fingerprint) = await _maker.MakeAsync(id, datasource, cancellationToken);
            await KeepAsync(plan, fingerprint, actor, correlationId, cancellationToken);
            LogPlanned(datasource.Name, plan.TotalRecords, plan.Seconds, plan.Create, plan.Update, plan.Skip, plan.Delete, plan.Invalid, plan.Tokens, plan.Cost, plan.Minutes);
            return plan;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // As a job would judge it: what a person can mend is an answer, anything else a bug that goes its own way.
            var problem = FailureVerdict.Of(exception, _time.GetUtcNow()).Problem;
            if (problem.Error.Kind == ProblemKind.Unexpected)
            {
                throw;
            }

            return problem;
        }
        finally
        {
            _underWay.TryRemove(datasourceId, out _);
        }
    }

    private async Task<Datasource?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        return await context.Set<Datasource>().SingleOrDefaultAsync(datasource => datasource.Id == id, cancellationToken);
    }

    private Task KeepAsync(SyncPlanView plan, string fingerprint, Actor actor, string? correlationId, CancellationToken cancellationToken) => _database.WriteAsync(
        async (transaction, token) =>
        {
            await transaction.Db.Set<SyncPlan>().Where(kept => kept.DatasourceId == plan.DatasourceId).ExecuteDeleteAsync(token);
            transaction.Db.Add(new SyncPlan
            {
                DatasourceId = plan.DatasourceId,
                Id = plan.Id,
                CreatedAt = plan.CreatedAt,
                Fingerprint = fingerprint,
                Estimate = JobPlan.Write(plan),
            });
            _audit.Add(
                transaction, actor, "sync.plan", "datasource", plan.DatasourceId.ToString(), null, new { planId = plan.Id, plan.Create, plan.Update, plan.Delete, plan.Tokens, plan.Cost }, correlationId);
        },
        cancellationToken);

    [LoggerMessage(5040, LogLevel.Information, "{Datasource}: planned, {Total} rows in {Seconds:0.0} s: {Create} to create, {Update} to update, {Skip} unchanged, {Delete} to delete, {Invalid} invalid; about {Tokens} tokens, USD {Cost:0.0000}, {Minutes:0.0} minutes")]
    private partial void LogPlanned(string datasource, long total, double seconds, long create, long update, long skip, long delete, long invalid, long tokens, decimal cost, double minutes);
}
