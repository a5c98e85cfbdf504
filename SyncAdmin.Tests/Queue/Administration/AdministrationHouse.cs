using Microsoft.Extensions.Options;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Administration;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Storage;

namespace SyncAdmin.Tests.Queue.Administration;

/// <summary>A queue with its administration on a database of its own, whose clock a test may set.</summary>
internal sealed class AdministrationHouse : IAsyncDisposable
{
    internal static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private readonly TestState _state;

    private AdministrationHouse(TestState state, QueueDefinition[] definitions, int archiveAfterDays)
    {
        _state = state;
        var signal = new QueueSignal(TimeProvider.System);
        var options = Options.Create(new QueueOptions { ArchiveAfterDays = archiveAfterDays });
        Queue = new DurableQueue(state.Database, signal, options, TimeProvider.System);
        Administration = new QueueAdministration(state.Database, signal, definitions, new CreepingTime(TimeSpan.Zero)); // Nothing takes any time, so that no figure is kept.
        Upkeep = new QueueUpkeep(state.Database, definitions, options, TimeProvider.System);
    }

    internal DurableQueue Queue { get; }

    internal QueueAdministration Administration { get; }

    internal QueueUpkeep Upkeep { get; }

    internal StateDatabase Database => _state.Database;

    internal TestState State => _state;

    internal static async Task<AdministrationHouse> OpenAsync(StorageProvider provider, int archiveAfterDays = 7, params QueueDefinition[] definitions) =>
        new(await TestState.CreateAsync(provider), definitions, archiveAfterDays);

    /// <summary>The database's clock stands still from here on, at so long after <see cref="Start"/>.</summary>
    internal void At(TimeSpan sinceStart) => Database.Time.Frozen = Start + sinceStart;

    internal async Task<long[]> SendAsync(string queue, int count, Func<int, NewMessage, NewMessage>? change = null) =>
        [.. (await Queue.SendAsync([.. Enumerable.Range(0, count).Select(index => (change ?? ((_, message) => message))(index, new NewMessage(queue, $"payload {index}")))], default)).Select(sent => sent.Id)];

    internal async Task<IReadOnlyList<ReceivedMessage>> ReadAsync(string queue, int count = 1_000) => await Queue.ReadAsync(queue, count, TimeSpan.FromMinutes(1), default);

    /// <summary>Reads what can be read, and makes dead letters of it.</summary>
    internal async Task<long[]> KillAsync(string queue, int count = 1_000, string error = "it broke")
    {
        var read = await ReadAsync(queue, count);
        foreach (var message in read)
        {
            await Queue.FailAsync(message.Receipt, new TryFailure(error) { Permanent = true }, default);
        }

        return [.. read.Select(message => message.Receipt.Id)];
    }

    /// <summary>Reads what can be read, and acknowledges it.</summary>
    internal async Task<long[]> CompleteAsync(string queue, int count = 1_000)
    {
        var read = await ReadAsync(queue, count);
        await Queue.AcknowledgeAsync([.. read.Select(message => new Acknowledgement(message.Receipt, "done"))], default);
        return [.. read.Select(message => message.Receipt.Id)];
    }

    internal async Task<long> ReplayAsync(string queue, MessageFilter? filter = null) =>
        (await Administration.ReplayAsync(queue, filter ?? new MessageFilter(), null, default)).Required();

    internal async Task<QueueMetrics> MetricsAsync(string queue) => (await Administration.GetAsync(queue, default)).Required().Metrics;

    internal async Task<Page<MessageView>> ListAsync(string queue, MessageQuery? query = null, int page = 1, int pageSize = 200) =>
        (await Administration.ListMessagesAsync(queue, query ?? new MessageQuery { OldestFirst = true }, page, pageSize, default)).Required();

    internal async Task<long[]> IdsAsync(string queue, MessageFilter filter) =>
        [.. (await ListAsync(queue, new MessageQuery { Filter = filter, OldestFirst = true })).Items.Select(message => message.Id)];

    internal async Task<MessageDetails> FindAsync(string queue, long id) => (await Administration.FindMessageAsync(queue, id, default)).Required();

    public async ValueTask DisposeAsync()
    {
        Administration.Dispose();
        await _state.DisposeAsync();
    }
}
