using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Models.Limits;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Models;

/// <summary>The limits that replicas share.</summary>
public sealed class PostgresModelMeterTests : IAsyncLifetime
{
    private TestState _state = null!;

    public async Task InitializeAsync()
    {
        _state = await TestState.CreateAsync(StorageProvider.Postgres);
        Freeze(_state.Database);
    }

    public async Task DisposeAsync() => await _state.DisposeAsync();

    [Fact]
    public async Task Two_replicas_take_places_one_after_another()
    {
        var (first, second) = (Meter(_state.Database), Meter(Another()));

        var waits = new List<TimeSpan>();
        for (var call = 0; call < 6; call++)
        {
            waits.Add(await (call % 2 == 0 ? first : second).ReserveAsync(TimeSpan.FromSeconds(2), CancellationToken.None));
        }

        Assert.Equal(Enumerable.Range(0, 6).Select(call => TimeSpan.FromSeconds(2 * call)), waits);
    }

    [Fact]
    public async Task Many_at_the_same_time_take_a_place_each()
    {
        var meters = new[] { Meter(_state.Database), Meter(Another()) };

        var waits = await Task.WhenAll(Enumerable.Range(0, 40).Select(call => Task.Run(() => meters[call % 2].ReserveAsync(TimeSpan.FromSeconds(1), CancellationToken.None))));

        Assert.Equal(Enumerable.Range(0, 40).Select(call => TimeSpan.FromSeconds(call)), waits.Order());
    }

    [Fact]
    public async Task A_pause_and_a_correction_are_every_replicas()
    {
        var (first, second) = (Meter(_state.Database), Meter(Another()));
        await first.PauseAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        var paused = await second.ReserveAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        await second.AdjustAsync(TimeSpan.FromSeconds(-4), CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(30), paused);
        Assert.Equal(TimeSpan.FromSeconds(36), await first.ReserveAsync(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task Another_key_has_limits_of_its_own()
    {
        await Meter(_state.Database).ReserveAsync(TimeSpan.FromSeconds(60), CancellationToken.None);

        var other = Meter(_state.Database, PostgresModelMeter.HashOf(new Uri("https://example.org"), "another key"));

        Assert.Equal(TimeSpan.Zero, await other.ReserveAsync(TimeSpan.FromSeconds(1), CancellationToken.None));
    }

    [Fact]
    public async Task Without_the_database_a_replica_keeps_to_the_limits_by_itself()
    {
        var gone = new PostgresStateDatabase("Host=127.0.0.1;Port=1;Username=nobody;Timeout=1");
        await using var _ = gone;
        var meter = Meter(gone);

        var first = await meter.ReserveAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        var second = await meter.ReserveAsync(TimeSpan.FromSeconds(60), CancellationToken.None);

        Assert.Equal(TimeSpan.Zero, first);
        Assert.InRange(second, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void The_hash_shows_neither_address_nor_key()
    {
        var hash = PostgresModelMeter.HashOf(new Uri("https://example.org"), "secret");

        Assert.Equal(32, hash.Length);
        Assert.NotEqual(hash, PostgresModelMeter.HashOf(new Uri("https://example.org"), "other"));
        Assert.NotEqual(hash, PostgresModelMeter.HashOf(new Uri("https://example.com"), "secret"));
    }

    private StateDatabase Another()
    {
        var another = _state.OpenAnother();
        Freeze(another);
        return another;
    }

    private static void Freeze(StateDatabase database) => database.Time.Frozen = new DateTimeOffset(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);

    private static PostgresModelMeter Meter(StateDatabase database, string? key = null) =>
        new(database, "gemini", key ?? PostgresModelMeter.HashOf(new Uri("https://example.org"), "key"), new MemoryModelMeter(TimeProvider.System), NullLogger.Instance);
}
