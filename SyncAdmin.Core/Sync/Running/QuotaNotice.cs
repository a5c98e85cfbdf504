using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Says in the job's log, timeline and live view that the provider's quota holds it up: once for each time that it happens, not for each call.</summary>
internal sealed class QuotaNotice : IAsyncDisposable
{
    // Waits that follow one another this closely are one to a person.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    // Shorter ones are jitter that nobody notices.
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    private readonly StateDatabase _database;
    private readonly IEmbedder _embedder;
    private readonly RunningJob _running;
    private readonly SyncProgress _progress;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private DateTimeOffset _until;
    private Task _writing = Task.CompletedTask;

    internal QuotaNotice(StateDatabase database, IEmbedder embedder, RunningJob running, SyncProgress progress, ILogger log, TimeProvider time)
    {
        (_database, _embedder, _running, _progress, _log, _time) = (database, embedder, running, progress, log, time);
        _embedder.QuotaPaused += Hear;
    }

    public async ValueTask DisposeAsync()
    {
        _embedder.QuotaPaused -= Hear;
        Task writing;
        lock (_lock)
        {
            writing = _writing;
        }

#pragma warning disable VSTHRD003 // Our own task; there is no synchronization context to deadlock on.
        await writing;
#pragma warning restore VSTHRD003
    }

    private void Hear(object? sender, QuotaPauseEventArgs pause)
    {
        bool isNew;
        var now = _time.GetUtcNow();
        if (pause.Until - now < Noticeable)
        {
            return;
        }

        lock (_lock)
        {
            isNew = now - _until > Quiet;
            _until = pause.Until > _until ? pause.Until : _until;
            _writing = isNew ? WriteAsync(_writing, pause.Until) : _writing;
        }

        _running.WaitsForQuota(pause.Until);
        if (isNew)
        {
            _log.WaitsForQuota(_running.Datasource.Name, pause.Until);
        }

        _progress.Publish(_running.View());
    }

    /// <summary>On a thread of its own, because the provider's call waits for whoever hears of its pause.</summary>
    private async Task WriteAsync(Task before, DateTimeOffset until)
    {
#pragma warning disable VSTHRD003 // As above.
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
#pragma warning restore VSTHRD003
        try
        {
            await _database.WriteAsync(
                async (transaction, token) =>
                {
                    await FenceGuard.AssertAsync(transaction, _running.Lease, token);
                    await JobTimeline.AddAsync(transaction, _running.Job.Id, JobEventKind.QuotaWait, detail: null, by: null, until, token);
                },
                _running.Stopping);
        }
        catch (OperationCanceledException)
        {
            // The job stops: what ends it is in its timeline.
        }
        catch (Exception exception)
        {
            // A line less for people; a job that can't write or has lost its lease says so where it commits.
            _log.QuotaWaitNotWritten(exception, _running.Datasource.Name);
        }
    }
}
