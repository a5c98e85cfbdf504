using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Notifications;

/// <summary>The bell: what was raised, newest first, and who has read what. Marks are each reader's own, and no change of the system: they are not audited.</summary>
public sealed class NotificationFeed
{
    /// <summary>Marks of one transaction: a few milliseconds on SQLite.</summary>
    internal const int MarksAtOnce = 1_000;

    private readonly StateDatabase _database;
    private readonly NotificationSignal _signal;

    internal NotificationFeed(StateDatabase database, NotificationSignal signal) => (_database, _signal) = (database, signal);

    /// <summary>Notifications, newest first.</summary>
    /// <param name="reader">Whose marks count.</param>
    /// <param name="unreadOnly">Only those that the reader has not marked.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Page<NotificationView>> ListAsync(Actor reader, bool unreadOnly, int page, int pageSize, CancellationToken cancellationToken)
    {
        var name = NameOf(reader);
        await using var context = _database.Read();
        var rows = unreadOnly ? Unread(context, name) : InBell(context);
        var found = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            .Select(row => new { row, read = context.Set<NotificationRead>().Any(mark => mark.Reader == name && mark.NotificationId == row.Id) })
            .ToPageAsync(page, pageSize, cancellationToken);
        return new Page<NotificationView>([.. found.Items.Select(item => View(item.row, item.read))], found.Total, found.Number, found.Size);
    }

    /// <summary>How many the reader has not marked as read.</summary>
    public async Task<int> UnreadAsync(Actor reader, CancellationToken cancellationToken)
    {
        var name = NameOf(reader);
        await using var context = _database.Read();
        return await Unread(context, name).CountAsync(cancellationToken);
    }

    /// <summary>Marks notifications as read; doing it twice is as good as once, and unknown ids are passed over.</summary>
    /// <param name="reader">Who has read them.</param>
    /// <param name="ids">Which; null: all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many were not marked before.</returns>
    public async Task<int> MarkReadAsync(Actor reader, IReadOnlyCollection<Guid>? ids, CancellationToken cancellationToken)
    {
        var name = NameOf(reader);
        var marked = ids is null ? await MarkAllAsync(name, cancellationToken) : await MarkAsync(name, ids, cancellationToken);
        if (marked > 0)
        {
            _signal.Changed();
        }

        return marked;
    }

    /// <summary>Calls <paramref name="onChange"/> when something new was raised, or read, until disposed of. It must be quick and must not throw.</summary>
    public IDisposable Subscribe(Action onChange) => _signal.Subscribe(onChange);

    /// <summary>In pieces, in the order of their ids: nobody's write waits for the marks of a year.</summary>
    private async Task<int> MarkAllAsync(string reader, CancellationToken cancellationToken)
    {
        var (marked, last) = (0, Guid.Empty);
        while (true)
        {
            List<Guid> ids;
            await using (var context = _database.Read())
            {
                ids = await Unread(context, reader).Where(row => row.Id.CompareTo(last) > 0).OrderBy(row => row.Id).Select(row => row.Id).Take(MarksAtOnce).ToListAsync(cancellationToken);
            }

            marked += ids.Count == 0 ? 0 : await MarkAsync(reader, ids, cancellationToken);
            if (ids.Count < MarksAtOnce)
            {
                return marked;
            }

            last = ids[^1];
        }
    }

    private Task<int> MarkAsync(string reader, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => _database.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync(
            $"""
            INSERT INTO notification_reads (reader, notification_id)
            SELECT CAST(@reader AS varchar(300)), notification.id
            FROM notifications AS notification
            WHERE notification.in_bell AND {_database.Provider.Among("notification.id", "@ids")}
            ON CONFLICT DO NOTHING
            """,
            token,
            ("reader", reader),
            ("ids", ListOf(ids))),
        cancellationToken);

    // SQLite keeps an id as text in upper case.
    private object ListOf(IReadOnlyCollection<Guid> ids) => _database.Provider == StorageProvider.Postgres
        ? ids.ToArray()
        : _database.Provider.ListOf(ids.Select(static id => id.ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant()).ToArray());

    private static string NameOf(Actor reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return $"{reader.Kind}:{reader.Id}";
    }

    private static IQueryable<Notification> InBell(AppDbContext context) => context.Set<Notification>().Where(row => row.InBell);

    private static IQueryable<Notification> Unread(AppDbContext context, string reader) =>
        InBell(context).Where(row => !context.Set<NotificationRead>().Any(mark => mark.Reader == reader && mark.NotificationId == row.Id));

    private static NotificationView View(Notification row, bool read) => new()
    {
        Id = row.Id,
        Is = row.Kind,
        SubjectType = row.SubjectType,
        SubjectId = row.SubjectId,
        SubjectName = row.SubjectName,
        JobId = row.JobId,
        Code = row.Code,
        Detail = row.Detail,
        Count = row.Count,
        CorrelationId = row.CorrelationId,
        CreatedAt = row.CreatedAt,
        Read = read,
    };
}
