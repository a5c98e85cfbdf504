using System.Text;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Notifications;

/// <summary>
/// Where whatever happened is laid down, in the transaction in which it happened: both are there, or neither. Who hears of it is found after the commit, by
/// <see cref="NotificationCourier"/>, so that this costs its caller no more than a row.
/// </summary>
public sealed class NotificationOutbox
{
    private const int LongestName = 255;
    private const int LongestDetail = 1_000;
    private readonly NotificationSignal _signal;
    private readonly TimeProvider _time;

    internal NotificationOutbox(NotificationSignal signal, TimeProvider time) => (_signal, _time) = (signal, time);

    /// <summary>
    /// Raises a notification. Kinds whose cause comes back by itself (<see cref="NotificationKind.QuotaPause"/>, <see cref="NotificationKind.SchemaDrift"/>) are said once in six hours of
    /// the same subject; raising them more often does nothing.
    /// </summary>
    /// <exception cref="Errors.ProblemException">SYNC-91xx: the database.</exception>
    public async Task AddAsync(StateTransaction transaction, NotificationEvent notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(notification);
        var now = await transaction.NowAsync(cancellationToken);
        if (QuietTime(notification.Kind) is not { } quiet || !await WasSaidAsync(transaction, notification, now - quiet, cancellationToken))
        {
            Add(transaction, notification, now, inBell: true, endpoints: null);
        }
    }

    /// <summary>Raises a notification for those who are named, and for nobody else.</summary>
    /// <param name="transaction">In which it is raised.</param>
    /// <param name="notification">What happened.</param>
    /// <param name="now">By the database's clock.</param>
    /// <param name="inBell">Whether the bell shows it.</param>
    /// <param name="endpoints">JSON with their ids; null: by their kinds and thresholds.</param>
    internal void Add(StateTransaction transaction, NotificationEvent notification, DateTimeOffset now, bool inBell, string? endpoints)
    {
        transaction.Db.Add(new Notification
        {
            Id = RowId.New(_time.GetUtcNow()),
            Kind = notification.Kind,
            SubjectType = notification.SubjectType,
            SubjectId = Kept(notification.SubjectId, LongestName),
            SubjectName = Kept(notification.SubjectName, LongestName),
            JobId = notification.JobId,
            Code = notification.Code,
            Detail = notification.Detail is { } detail ? Kept(detail, LongestDetail) : null,
            Count = notification.Count,
            CorrelationId = notification.CorrelationId,
            InBell = inBell,
            Endpoints = endpoints,
            CreatedAt = now,
        });
        transaction.AfterCommit(_signal.Raised);
    }

    /// <summary>Its beginning, and nothing that a database would refuse: what tells of a failure must not be one.</summary>
    private static string Kept(string text, int length) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes((text.Length > length ? text[..length] : text).Replace("\0", "\uFFFD", StringComparison.Ordinal)));

    private static TimeSpan? QuietTime(NotificationKind kind) =>
        kind is NotificationKind.QuotaPause or NotificationKind.SchemaDrift ? TimeSpan.FromHours(6) : null;

    // Index (kind, subject_id, created_at).
    private static Task<bool> WasSaidAsync(StateTransaction transaction, NotificationEvent notification, DateTimeOffset since, CancellationToken cancellationToken) =>
        transaction.Db.Set<Notification>().AsNoTracking().AnyAsync(
            row => row.Kind == notification.Kind && row.SubjectId == notification.SubjectId && row.CreatedAt > since,
            cancellationToken);
}
