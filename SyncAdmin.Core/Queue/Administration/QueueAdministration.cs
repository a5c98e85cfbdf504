using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue.Sql;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>
/// What people see of queues and do to them. Commands that take a <see cref="StateTransaction"/> are committed with whatever else is written in it, such as an audit entry;
/// those over many messages go in many short transactions and tell of each.
/// </summary>
public sealed partial class QueueAdministration : IDisposable
{
    private readonly StateDatabase _database;
    private readonly QueueSignal _signal;
    private readonly Dictionary<string, QueueDefinition> _defined;
    private readonly QueueFigures _figures;
    private readonly AdministrationSql _sql;
    private readonly QueueStatements _statements;
    private readonly MessageBatches _batches;

    /// <param name="database">Where the messages are.</param>
    /// <param name="signal">Wakes readers of what became readable.</param>
    /// <param name="definitions">The queues that have a worker here.</param>
    /// <param name="time">For what is measured in this process only.</param>
    public QueueAdministration(StateDatabase database, QueueSignal signal, IEnumerable<QueueDefinition> definitions, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_database, _signal) = (database, signal);
        _defined = definitions.ToDictionary(static definition => definition.Name, StringComparer.Ordinal);
        _figures = new QueueFigures(database, time);
        _sql = new AdministrationSql(database);
        _statements = new QueueStatements(database.Time, database.Provider);
        _batches = new MessageBatches(database, time);
    }

    /// <inheritdoc/>
    public void Dispose() => _figures.Dispose();

    /// <summary>Queues by name, with figures that may be a few seconds old: those that were ever sent to, and those that have a worker here.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Page<QueueView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var states = await context.Set<QueueState>().ToDictionaryAsync(static state => state.Name, StringComparer.Ordinal, cancellationToken);
        var names = states.Keys.Union(_defined.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var shown = names.Skip((page - 1) * pageSize).Take(pageSize).ToArray();
        var metrics = await _figures.OfAsync(shown, cancellationToken);
        return new Page<QueueView>([.. shown.Select(name => View(name, states.GetValueOrDefault(name), metrics[name]))], names.Length, page, pageSize);
    }

    /// <summary>One queue; SYNC-8503 where there is none.</summary>
    public async Task<Outcome<QueueView>> GetAsync(string queue, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var state = MessageCheck.IsName(queue) ? await context.Set<QueueState>().SingleOrDefaultAsync(state => state.Name == queue, cancellationToken) : null;
        return state is null && !_defined.ContainsKey(queue)
            ? NoQueue(queue)
            : View(queue, state, (await _figures.OfAsync([queue], cancellationToken))[queue]);
    }

    /// <summary>
    /// Lets nothing be read from a queue until it is resumed; sending, and ending what is leased, go on. Who paused first stays noted.
    /// </summary>
    /// <returns>False: it was paused already. SYNC-8503: no such queue.</returns>
    public async Task<Outcome<bool>> PauseAsync(StateTransaction transaction, string queue, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (_defined.ContainsKey(queue))
        {
            await transaction.ExecuteAsync(_statements.Register, cancellationToken, ("queue", queue));
        }

        var paused = await transaction.ExecuteAsync(_sql.Pause, cancellationToken, ("queue", Askable(queue)), ("by", by)) == 1;
        return paused || await IsKnownAsync(transaction, queue, cancellationToken) ? paused : NoQueue(queue);
    }

    /// <summary>Lets a queue be read again, at once.</summary>
    /// <returns>False: it was not paused. SYNC-8503: no such queue.</returns>
    public async Task<Outcome<bool>> ResumeAsync(StateTransaction transaction, string queue, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var resumed = await transaction.ExecuteAsync(AdministrationSql.Resume, cancellationToken, ("queue", Askable(queue))) == 1;
        if (!resumed && !_defined.ContainsKey(queue) && !await IsKnownAsync(transaction, queue, cancellationToken))
        {
            return NoQueue(queue);
        }

        transaction.AfterCommit(() => _signal.Announce([queue]));
        return resumed;
    }

    private static Problem NoQueue(string queue) => new(ErrorCatalog.QueueNotFound, $"There is no queue '{MessageCheck.Shown(queue)}'.");

    /// <summary>What is no name is the name of no queue; PostgreSQL can't even be asked for some of it.</summary>
    private static string Askable(string queue) => MessageCheck.IsName(queue) ? queue : string.Empty;

    private static async Task<bool> IsKnownAsync(StateTransaction transaction, string queue, CancellationToken cancellationToken) =>
        await transaction.ScalarAsync<string>("SELECT name FROM sync_queues WHERE name = @queue", cancellationToken, ("queue", Askable(queue))) is not null;

    private async Task<bool> IsKnownAsync(string queue, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        return _defined.ContainsKey(queue) || (MessageCheck.IsName(queue) && await context.Set<QueueState>().AnyAsync(state => state.Name == queue, cancellationToken));
    }

    private QueueView View(string name, QueueState? state, QueueMetrics metrics) => new()
    {
        Name = name,
        CreatedAt = state?.CreatedAt,
        PausedAt = state?.PausedAt,
        PausedBy = state?.PausedBy,
        HasWorker = _defined.ContainsKey(name),
        Metrics = metrics with { Paused = state?.PausedAt is not null },
    };
}
