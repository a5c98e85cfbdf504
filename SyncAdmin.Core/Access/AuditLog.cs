using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Access;

/// <summary>Writes the audit log; the caller's change and its entry are one transaction.</summary>
public sealed class AuditLog(StateDatabase database, TimeProvider time)
{
    /// <summary>Adds an entry to a transaction. <paramref name="before"/> and <paramref name="after"/> are serialised with secrets masked.</summary>
    public void Add(StateTransaction transaction, Actor actor, string action, string subjectType, string subjectId, object? before, object? after, string? correlationId)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(actor);
        transaction.Db.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            ActorName = actor.Name,
            Action = action,
            SubjectType = subjectType,
            SubjectId = subjectId,
            Before = SecretMask.Serialise(before),
            After = SecretMask.Serialise(after),
            CorrelationId = correlationId,
        });
    }

    /// <summary>Entries, newest first.</summary>
    public async Task<Page<AuditEntry>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return await context.Set<AuditEntry>().OrderByDescending(entry => entry.Id).ToPageAsync(page, pageSize, cancellationToken);
    }
}
