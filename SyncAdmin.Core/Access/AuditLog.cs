using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Access;

/// <summary>Writes the audit log; the caller's change and its entry are one transaction.</summary>
public sealed class AuditLog
{
    /// <summary>Adds an entry to a transaction. <paramref name="before"/> and <paramref name="after"/> are serialised with secrets masked.</summary>
    public void Add(StateTransaction transaction, Actor actor, string action, string subjectType, string subjectId, object? before, object? after, string? correlationId) => throw new NotImplementedException();

    /// <summary>Entries, newest first.</summary>
    public Task<Page<AuditEntry>> ListAsync(int page, int pageSize, CancellationToken cancellationToken) => throw new NotImplementedException();
}
