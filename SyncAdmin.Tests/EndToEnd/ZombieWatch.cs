using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>Looks at the state all the time for jobs that are shown running although nobody holds a live lease on their datasource.</summary>
internal sealed class ZombieWatch : IAsyncDisposable
{
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(20);
    private readonly StateDatabase _state;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<Guid, TimeSpan> _since = [];
    private readonly Task _watching;

    internal ZombieWatch(StateDatabase state)
    {
        _state = state;
        _watching = WatchAsync();
    }

    /// <summary>How long one was shown at most.</summary>
    internal TimeSpan Longest { get; private set; }

    /// <summary>How often it could look.</summary>
    internal int Looks { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    /// <summary>Ends it, and fails when one was shown for longer than 20 s.</summary>
    internal async Task AssertNoneAsync()
    {
        await StopAsync();
        Assert.InRange(Looks, 10, int.MaxValue);
        Assert.InRange(Longest, TimeSpan.Zero, Bar);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
#pragma warning disable VSTHRD003 // Our own task; there is no synchronization context to deadlock on.
        await _watching;
#pragma warning restore VSTHRD003
    }

    private async Task WatchAsync()
    {
        var clock = Stopwatch.StartNew();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Take(await ReadAsync(), clock.Elapsed);
                await Task.Delay(100, _stop.Token);
            }
            catch (Exception exception) when (exception is DbException or ProblemException or InvalidOperationException)
            {
                _ = exception; // The state is away, and shows nothing.
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<List<Guid>> ReadAsync()
    {
        await using var context = _state.Read();
#pragma warning disable EF1002, EF1003 // Our own expression.
        return await context.Database.SqlQueryRaw<Guid>(
            $"""
            SELECT job.id AS "Value" FROM sync_jobs AS job
            WHERE job.status = 'running'
              AND NOT EXISTS (SELECT 1 FROM datasource_leases AS lease WHERE lease.datasource_id = job.datasource_id AND lease.owner IS NOT NULL AND lease.expires_at > {_state.Time.Now})
            """).ToListAsync(_stop.Token);
#pragma warning restore EF1002, EF1003
    }

    private void Take(List<Guid> zombies, TimeSpan now)
    {
        Looks++;
        foreach (var gone in _since.Keys.Except(zombies).ToArray())
        {
            _since.Remove(gone);
        }

        foreach (var zombie in zombies)
        {
            var shown = now - (_since.TryAdd(zombie, now) ? now : _since[zombie]);
            Longest = shown > Longest ? shown : Longest;
        }
    }
}
