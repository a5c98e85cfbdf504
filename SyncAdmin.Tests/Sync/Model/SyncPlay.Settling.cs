using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Sync.Watermarks;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Tests.Sync.Model;

/// <content>What must be so in the end.</content>
internal sealed partial class SyncPlay
{
    private async Task SettleAsync()
    {
        for (var round = 0; round < 40; round++)
        {
            if (_engine.Dead)
            {
                await KillAsync();
            }

            await DriveAsync();
            await DecideAsync(accept: true);
            if ((await JobsAsync()).TrueForAll(static job => job.Status is not (SyncJobStatus.Pending or SyncJobStatus.Running)))
            {
                var lease = await _house.State.LeaseAsync(_datasource.Id);
                Same("owner of the lease", lease?.Owner, expected: null);
                Same("jobs that the engine takes for running", _engine.Running.Count, expected: 0);
                return;
            }

            _house.Pass(TimeSpan.FromMinutes(20));
        }

        var jobs = await JobsAsync();
        Same("never done", string.Join("; ", jobs.Where(static job => job.CompletedAt is null).Select(static job => $"{job.Type} {job.Status} {job.WaitReason} until {job.ResumeAfter} {job.ErrorMessage}")), string.Empty);
    }

    /// <summary>Counters never go back, unless the job says that it has begun again.</summary>
    private async Task WatchAsync()
    {
        foreach (var job in await JobsAsync())
        {
            if (_seen.TryGetValue(job.Id, out var before) && !job.Metadata.Contains("startedOver", StringComparison.Ordinal))
            {
                long[] now = [job.ProcessedRecords, job.SuccessfulRecords, job.FailedRecords, job.SkippedRecords, job.DeletedRecords, job.EmbeddedRecords, job.EmbeddingTokens, job.Batches];
                long[] then = [before.ProcessedRecords, before.SuccessfulRecords, before.FailedRecords, before.SkippedRecords, before.DeletedRecords, before.EmbeddedRecords, before.EmbeddingTokens, before.Batches];
                Same($"counters of {job.Type} went back from {string.Join(' ', then)} to {string.Join(' ', now)}", now.Zip(then).Any(static pair => pair.First < pair.Second), expected: false);
            }

            _seen[job.Id] = job;
        }
    }

    /// <summary>Tells the model what completed jobs and applied deliveries had to read.</summary>
    private async Task KnowAsync()
    {
        var jobs = (await JobsAsync()).ToDictionary(static job => job.Id);
        // A record that was away for a moment is not seen by a scan that reads it just then, and is as it was when it is there again.
        foreach (var scan in _scans.Where(scan => jobs[scan.JobId].Status == SyncJobStatus.Completed))
        {
            var job = jobs[scan.JobId];
            if (job.Type == SyncJobType.Incremental)
            {
                _model.Know(scan.Moment, (state, states) =>
                    state.Present && state.Changed >= scan.Watermark && states.All(later => later.At <= state.At || (later.Present && later.Changed == later.At)));
                continue;
            }

            var swept = SweepDecision.Read(job.Decision) is not { Accepted: false };
            _model.Know(job.StartWatermark is { } mark ? (long)WatermarkStore.Read(mark) : 0, static (state, states) => state.Present && states.All(later => later.At <= state.At || later.Present));
            _model.Know(scan.Moment, (state, _) => !state.Present && swept);
        }

        await using var context = _house.State.Database.Read();
        var rows = await context.Set<SyncDelivery>().Where(row => row.DatasourceId == _datasource.Id).ToDictionaryAsync(static row => row.Id);
        foreach (var (id, moment, by, names) in _deliveries)
        {
            Same($"delivery of {string.Join(' ', names)} is still pending", rows[id].Status == DeliveryStatus.Pending, expected: false);
            if (rows[id].Status == DeliveryStatus.Applied && by == SyncStep.Naming.Retry)
            {
                _model.Know(moment, (state, states) => names.Contains(KeyOf(states)));
            }
            else if (rows[id].Status == DeliveryStatus.Applied && by != SyncStep.Naming.Delete)
            {
                // What is renamed later is not found by its name then; what was gone already was known by the name that it last was synced with.
                _model.Know(moment, (state, states) => names.Contains(state.Code) && states.All(other => string.Equals(other.Code, state.Code, StringComparison.Ordinal)));
            }
        }

        string KeyOf(IEnumerable<SyncModel.RecordState> states) => $"{_model.Keys.Single(key => ReferenceEquals(_model.StatesOf(key), states))}";
    }

    private async Task CompareAsync(bool exactly)
    {
        var physical = (await _house.Store.ListAliasesAsync(CancellationToken.None)).GetValueOrDefault("products");
        if (physical is null)
        {
            return; // Nothing was ever written.
        }

        var ledger = new Dictionary<string, LedgerRow>(StringComparer.Ordinal);
        await foreach (var row in new RecordLedger(_house.State.Database).ScanAsync(new LedgerScope(physical, _datasource.Id), CancellationToken.None))
        {
            ledger.Add(row.RecordKey, row);
        }

        var points = await PointsAsync(physical);
        foreach (var key in _model.Keys)
        {
            var name = $"{key}";
            var point = points.GetValueOrDefault(name);
            var members = point is null ? null : SyncPayload.Read(point.Payload);
            var id = PointId.Of(_datasource.Id, name);
            var stranger = _byStranger.ContainsKey(id) || (!exactly && _inDoubt.ContainsKey(id));
            if (!stranger)
            {
                Same(
                    $"record {key}, which is {_model.Tell(key)}: what the store holds and what the ledger knows",
                    members is null ? "nothing" : $"{members.Code} {members.TextHash} {members.PayloadHash}",
                    ledger.TryGetValue(name, out var row) ? $"{row.RecordCode} {row.TextHash} {row.PayloadHash}" : "nothing");
                Same($"the store holds {Shown(point)} of record {key}, which is {_model.Tell(key)}; allowed", _model.Allows(key, Held(point)), expected: true);
            }

            if (exactly && !stranger)
            {
                var present = _model.Present.Where(state => ReferenceEquals(_model.StatesOf(key)[^1], state)).Select(static state => ((string, string, decimal)?)(state.Code, state.Text, state.Price)).SingleOrDefault();
                Same($"the store's record {key}", Held(point), present);
            }
        }

        Same("records that nobody made", string.Join(' ', points.Keys.Concat(ledger.Keys).Except(_model.Keys.Select(static key => $"{key}"), StringComparer.Ordinal)), string.Empty);
    }

    private async Task<Dictionary<string, StoredPoint>> PointsAsync(string physical)
    {
        var ours = new Filter { Must = [new Condition.Match(SyncMember.Datasource, JsonSerializer.SerializeToElement(_datasource.Id.ToString()))] };
        var scroll = await _house.Store.ScrollAsync(physical, ours, null, 1_000, withVector: false, CancellationToken.None);
        return scroll.Points.ToDictionary(static point => SyncPayload.Read(point.Payload)!.Key, StringComparer.Ordinal);
    }

    private static (string Code, string Text, decimal Price)? Held(StoredPoint? point)
    {
        if (point is null)
        {
            return null;
        }

        using var payload = JsonDocument.Parse(point.Payload);
        return (payload.RootElement.GetProperty("code").GetString()!, payload.RootElement.GetProperty("name").GetString()!, payload.RootElement.GetProperty("price").GetDecimal());
    }

    private static string Shown(StoredPoint? point) => Held(point)?.ToString() ?? "nothing";
}
