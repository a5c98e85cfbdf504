using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Sync.Watermarks;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Tests.Sync.Model;

/// <summary>Plays a plan to the real engine, lets all settle, and compares source, ledger and store with each other and with the model.</summary>
internal sealed partial class SyncPlay : IAsyncDisposable
{
    private static readonly TimeSpan LeaseOver = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly ModelHouse _house;
    private readonly FakeSource _source = new() { PageSize = 3 };
    private readonly TestEmbedder _embedder = new() { Concurrency = 2 };
    private readonly SyncModel _model;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<ModelEngine> _engines = [];
    private readonly ConcurrentBag<Task> _running = [];
    private readonly List<Started> _scans = [];
    private readonly List<(Guid Id, long Moment, SyncStep.Naming By, string[] Names)> _deliveries = [];
    private readonly ConcurrentDictionary<Guid, byte> _byStranger = new();
    private readonly ConcurrentDictionary<Guid, byte> _inDoubt = new();
    private readonly Dictionary<Guid, SyncJob> _seen = [];
    private Datasource _datasource = null!;
    private ModelEngine _engine = null!;
    private List<(int Call, SyncStep Step)> _meanwhile = [];
    private int _calls;
    private int _disturbed;

    internal SyncPlay(ModelHouse house) => (_house, _model) = (house, new SyncModel(_source));

    /// <exception cref="InvalidOperationException">A promise was broken.</exception>
    internal async Task RunAsync(SyncPlan plan)
    {
        try
        {
            await PlayAsync(plan).WaitAsync(Longest);
        }
        catch (TimeoutException)
        {
            Same("it hangs", actual: true, expected: false);
        }
    }

    private async Task PlayAsync(SyncPlan plan)
    {
        _datasource = await _house.State.AddDatasourceAsync($"shop {Guid.NewGuid():N}", static row => (row.ChangeField, row.BatchSize) = ("changed", 2));
        _engine = NewEngine();
        foreach (var step in plan.Steps)
        {
            await PlayAsync(step);
            await WatchAsync();
        }

        _log.Enqueue("  and then, until all is done:");
        await SettleAsync();
        await KnowAsync();
        await CompareAsync(exactly: false);
        _log.Enqueue("  and then, after a full sync from the first record on (the first may go on from a checkpoint):");
        for (var sync = 0; sync < 2; sync++)
        {
            await StartAsync(incremental: false);
            await SettleAsync();
            Same("the last job", (await JobsAsync())[^1].Status, SyncJobStatus.Completed);
        }

        await CompareAsync(exactly: true);
        foreach (var (text, count) in _embedder.Counts)
        {
            Same($"'{text}' was embedded {count} times and made {_model.Made(text)} times, with {_disturbed} disturbances: too often", count > _model.Made(text) + _disturbed, expected: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
        {
            engine.Dead = true;
        }

        await Task.WhenAll(_running);
        await _house.State.Database.WriteAsync(
            (transaction, token) => transaction.Db.Set<SyncJob>().Where(job => job.DatasourceId == _datasource.Id).ExecuteUpdateAsync(
                set => set.SetProperty(job => job.Status, SyncJobStatus.Cancelled), token),
            CancellationToken.None);
        foreach (var engine in _engines)
        {
            await engine.DisposeAsync();
        }
    }

    private ModelEngine NewEngine()
    {
        var engine = new ModelEngine(_house, _source, _embedder, CrossAsync, (writer, ids) =>
        {
            if (writer != _engine)
            {
                // It has lost its lease and does not know yet. The fence keeps it off what the new owner has written; what it can still do is healed by verify.
                foreach (var id in ids)
                {
                    _byStranger[id] = 0;
                }
            }
        });
        _engines.Add(engine);
        return engine;
    }

    private async Task PlayAsync(SyncStep step)
    {
        _log.Enqueue($"  {step}");
        _house.Pass(TimeSpan.FromMilliseconds(1));
        try
        {
            switch (step)
            {
                case SyncStep.Start start:
                    await StartAsync(start.Incremental);
                    break;
                case SyncStep.Deliver deliver:
                    await DeliverAsync(deliver);
                    break;
                case SyncStep.Work work:
                    await WorkAsync(work);
                    break;
                case SyncStep.Pass pass:
                    _house.Pass(TimeSpan.FromSeconds(pass.Seconds));
                    break;
                case SyncStep.Decide decide:
                    await DecideAsync(decide.Accept);
                    break;
                case SyncStep.Cancel:
                    await CancelAsync();
                    break;
                case SyncStep.Resume:
                    await ResumeAsync();
                    break;
                case SyncStep.Kill:
                    await KillAsync();
                    break;
                default:
                    _model.Play(step);
                    break;
            }
        }
        catch (Exception exception) when (exception is LeaseLostException or ProblemException or DbUpdateException)
        {
            _log.Enqueue($"    {exception.GetType().Name}: {exception.Message}"); // A call of ours that the plan let fail, as a request of somebody fails.
        }
    }

    private async Task StartAsync(bool incremental)
    {
        var watermark = (await WatermarkStore.FindAsync(_house.State.Database, _datasource.Id, CancellationToken.None))?.Value;
        var moment = _model.Now;
        var started = incremental
            ? await _engine.Service.StartIncrementalAsync(_datasource.Id, Actor.System, "model", CancellationToken.None)
            : await _engine.Service.StartFullAsync(_datasource.Id, Actor.System, "model", CancellationToken.None);
        if (started.Succeeded)
        {
            _scans.Add(new Started(started.Value.Id, moment, watermark is null ? 0 : (long)WatermarkStore.Read(watermark)));
        }
    }

    private async Task DeliverAsync(SyncStep.Deliver step)
    {
        string[] names = [.. step.Names.Select(name => step.By == SyncStep.Naming.Retry ? $"{name}" : name <= 7 ? $"C{name}" : $"S{name - 7}")];
        var delivery = new SyncDelivery
        {
            Id = RowId.New(_house.Time.Now),
            DatasourceId = _datasource.Id,
            Kind = step.By switch { SyncStep.Naming.Webhook => DeliveryKind.Webhook, SyncStep.Naming.Retry => DeliveryKind.Retry, _ => DeliveryKind.Record },
            NamesBy = step.By == SyncStep.Naming.Retry ? DeliveryNaming.Key : DeliveryNaming.Code,
            Names = SyncDelivery.WriteNames(names),
            Action = step.By == SyncStep.Naming.Delete ? DeliveryAction.Delete : DeliveryAction.Sync,
            CorrelationId = "model",
        };
        var type = step.By switch { SyncStep.Naming.Webhook => SyncJobType.Webhook, SyncStep.Naming.Retry => SyncJobType.Retry, _ => SyncJobType.Record };
        if (step.By == SyncStep.Naming.Delete)
        {
            _model.RemovedByHand(names);
        }

        _disturbed++; // Beside a scan that has the same new text on its way, it is embedded by both.
        _deliveries.Add((delivery.Id, _model.Now, step.By, names));
        await _house.State.Database.WriteAsync(
            (transaction, token) => _engine.Get<DeliveryStore>().AddAsync(transaction, delivery, type, Actor.System, token), CancellationToken.None);
    }

    private async Task DecideAsync(bool accept)
    {
        foreach (var job in (await JobsAsync()).Where(static job => job.WaitReason == "decision"))
        {
            await _engine.Get<SyncDecisions>().DecideAsync(job.Id, accept, Actor.System, CancellationToken.None);
        }
    }

    private async Task CancelAsync()
    {
        _disturbed++;
        foreach (var job in (await JobsAsync()).Where(static job => job.Status is SyncJobStatus.Pending or SyncJobStatus.Running).Take(1))
        {
            await _engine.Service.CancelAsync(job.Id, Actor.System, CancellationToken.None);
        }
    }

    private async Task ResumeAsync()
    {
        if ((await JobsAsync()).LastOrDefault(static job => job.Status is SyncJobStatus.Failed or SyncJobStatus.Cancelled && JobLanes.Of(job.Type) == JobLane.Scan) is { } job)
        {
            await _engine.Service.ResumeAsync(job.Id, Actor.System, CancellationToken.None);
        }
    }

    private async Task KillAsync()
    {
        var killed = _engine;
        killed.Dead = true;
        _disturbed++;
        await Task.WhenAll(_running);
        _house.Pass(LeaseOver);
        _engine = NewEngine();
    }

    private async Task<List<SyncJob>> JobsAsync()
    {
        await using var context = _house.State.Database.Read();
        return await context.Set<SyncJob>().Where(job => job.DatasourceId == _datasource.Id).OrderBy(job => job.CreatedAt).ToListAsync();
    }

    private void Same<T>(string what, T actual, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
        {
            throw new InvalidOperationException($"{what}: it is\n    {actual}\nand should be\n    {expected}\nafter\n{string.Join('\n', _log)}");
        }
    }

    /// <summary>A scan, what the source had seen when it was asked for, and from which change value on it reads.</summary>
    private sealed record Started(Guid JobId, long Moment, long Watermark);
}
