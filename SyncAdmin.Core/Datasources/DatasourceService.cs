using System.Text.Json;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Datasources;

/// <summary>What people, pages and the API do with datasources. Every change is audited.</summary>
public sealed class DatasourceService
{
    /// <summary>By name.</summary>
    public Task<Page<DatasourceView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>One.</summary>
    public Task<Outcome<DatasourceView>> GetAsync(Guid id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Makes one; the answer holds the webhook secret, once.</summary>
    public Task<Outcome<DatasourceView>> CreateAsync(DatasourceInput input, Actor actor, string? correlationId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Replaces its settings; left-out secrets stay.</summary>
    public Task<Outcome<DatasourceView>> UpdateAsync(Guid id, DatasourceInput input, Actor actor, string? correlationId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Deletes it with its jobs; its points stay in the collection until that is deleted. Refused while a job runs.</summary>
    public Task<Outcome<bool>> DeleteAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Schedules off.</summary>
    public Task<Outcome<DatasourceView>> PauseAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Schedules on again.</summary>
    public Task<Outcome<DatasourceView>> ResumeAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Tests the stored connection; a good test clears the status <c>error</c>.</summary>
    public Task<Outcome<ConnectionTest>> TestAsync(Guid id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Tests a connection that is not stored.</summary>
    public Task<Outcome<ConnectionTest>> TestConnectionAsync(string type, JsonElement connectionConfig, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>First rows and total.</summary>
    public Task<Outcome<SourcePreview>> PreviewAsync(Guid id, int limit, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Checks the stored query, or another one, without running it.</summary>
    public Task<Outcome<QueryCheck>> ValidateQueryAsync(Guid id, string? query, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A new webhook secret; the answer holds it, once.</summary>
    public Task<Outcome<DatasourceView>> RegenerateWebhookSecretAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
