using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync;

/// <summary>What people, pages and the API do with sync jobs.</summary>
public sealed class SyncService
{
    /// <summary>Makes a full sync job. A conflict (with <c>jobId</c> among the extensions) when a scan of the datasource is pending or running.</summary>
    public Task<Outcome<SyncJobView>> StartFullAsync(Guid datasourceId, Actor actor, string correlationId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Asks for the end. The status flips when the work has stopped; a pending job is cancelled at once.</summary>
    public Task<Outcome<SyncJobView>> CancelAsync(Guid jobId, Actor actor, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Puts a failed or cancelled job back to pending, to go on from its checkpoint.</summary>
    public Task<Outcome<SyncJobView>> ResumeAsync(Guid jobId, Actor actor, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>One job, live figures included.</summary>
    public Task<Outcome<SyncJobView>> GetAsync(Guid jobId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Jobs, newest first.</summary>
    public Task<Page<SyncJobView>> ListAsync(SyncJobFilter filter, int page, int pageSize, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Errors of a job, oldest first.</summary>
    public Task<Outcome<Page<SyncErrorView>>> ErrorsAsync(Guid jobId, int page, int pageSize, CancellationToken cancellationToken) => throw new NotImplementedException();
}
