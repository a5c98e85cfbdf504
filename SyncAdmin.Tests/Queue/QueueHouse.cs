using Microsoft.Extensions.Options;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Queue;

/// <summary>One state database for the tests of a class, with a second way in as another process has it. Each test has queues of its own.</summary>
public abstract class QueueHouse : IAsyncLifetime
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static int _names;
    private readonly StorageProvider _provider;

    private protected QueueHouse(StorageProvider provider) => _provider = provider;

    internal TestState State { get; private set; } = null!;

    internal StateDatabase Database => State.Database;

    internal StateDatabase Replica { get; private set; } = null!;

    /// <summary>Time of the database; null: its own clock.</summary>
    internal DateTimeOffset? Now
    {
        get => Database.Time.Frozen;
        set => (Database.Time.Frozen, Replica.Time.Frozen) = (value, value);
    }

    public async Task InitializeAsync()
    {
        State = await TestState.CreateAsync(_provider);
        Replica = State.OpenAnother();
    }

    public async Task DisposeAsync() => await State.DisposeAsync();

    /// <summary>The name of a queue that no test had.</summary>
    internal static string NewName() => $"queue-{Interlocked.Increment(ref _names)}";

    /// <summary>A queue as a process of its own has it.</summary>
    internal static DurableQueue Open(StateDatabase database, TimeProvider? time = null, QueueSignal? signal = null, Func<double>? chance = null) => new(
        database,
        signal ?? new QueueSignal(TimeProvider.System),
        Options.Create(new QueueOptions { MaxPayloadBytes = 1 << 16 }),
        time ?? TimeProvider.System,
        chance ?? (static () => 0));

    /// <summary>Moves a reader's own clock on, so that it looks at the whole queue.</summary>
    internal static void LookAfresh(SteppedTime time) => time.Advance(TimeSpan.FromSeconds(1));
}
