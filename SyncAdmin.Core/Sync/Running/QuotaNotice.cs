using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Sync.Progress;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Says in the job's log and live view that the provider's quota holds it up: once for each time that it happens, not for each call.</summary>
internal sealed class QuotaNotice : IDisposable
{
    // Waits that follow one another this closely are one to a person.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    // Shorter ones are jitter that nobody notices.
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    private readonly IEmbedder _embedder;
    private readonly RunningJob _running;
    private readonly SyncProgress _progress;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private DateTimeOffset _until;

    internal QuotaNotice(IEmbedder embedder, RunningJob running, SyncProgress progress, ILogger log, TimeProvider time)
    {
        (_embedder, _running, _progress, _log, _time) = (embedder, running, progress, log, time);
        _embedder.QuotaPaused += Hear;
    }

    public void Dispose() => _embedder.QuotaPaused -= Hear;

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
        }

        _running.WaitsForQuota(pause.Until);
        if (isNew)
        {
            _log.WaitsForQuota(_running.Datasource.Name, pause.Until);
        }

        _progress.Publish(_running.View());
    }
}
