using Microsoft.AspNetCore.SignalR;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Progress;

namespace SyncAdmin.App.Sync;

#pragma warning disable VSTHRD200 // A hub method is named as its clients call it.
/// <summary>
/// <c>/hubs/sync</c>: a client calls <c>watch(jobId)</c> or <c>watchAll()</c> and gets <c>progress</c> with a job, at once and at each change.
/// </summary>
internal sealed class SyncHub(SyncService service, SyncProgress progress, IHubContext<SyncHub> clients) : Hub
{
    /// <summary>What the hub calls at the client.</summary>
    internal const string Progress = "progress";

    private const string WatchesItem = "watches";
    private const string All = "*";
    private const int MostWatches = 100;

    private Dictionary<string, IDisposable> Watches => (Dictionary<string, IDisposable>)Context.Items[WatchesItem]!;

    public override Task OnConnectedAsync()
    {
        Context.Items[WatchesItem] = new Dictionary<string, IDisposable>(StringComparer.Ordinal);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var watch in Watches.Values)
        {
            watch.Dispose();
        }

        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Sends one job now and whenever it changes.</summary>
    public async Task Watch(string jobId)
    {
        if (!Guid.TryParse(jobId, out var id))
        {
            throw new HubException("watch(jobId): the id of a sync job is a UUID.");
        }

        var job = await service.GetAsync(id, Context.ConnectionAborted);
        if (!job.Succeeded)
        {
            throw new HubException(job.Problem.ToString());
        }

        Start(id.ToString(), id);
    }

    /// <summary>Sends every open job now, and then every change of any job.</summary>
    public void WatchAll() => Start(All, null);

    /// <summary>A subscription begins with what is true now, so a client that reconnects and asks again sees the truth at once.</summary>
    private void Start(string name, Guid? jobId)
    {
        if (Watches.ContainsKey(name))
        {
            return; // Already sending: asking twice changes nothing.
        }

        if (Watches.Count >= MostWatches)
        {
            throw new HubException($"One connection may watch {MostWatches} jobs; use watchAll().");
        }

        var client = clients.Clients.Client(Context.ConnectionId);
        Watches[name] = progress.Subscribe(jobId, job => client.SendAsync(Progress, job));
    }
}
