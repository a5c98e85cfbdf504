using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Storage;

/// <summary>state.db on a disk that is full: a small tmpfs, so these tests need root and a kernel that lets it mount.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly string _mount = Directory.CreateTempSubdirectory("syncadmin-full-").FullName;
    private StateDatabase? _database;

    private string Ballast => Path.Combine(_mount, "ballast");

    public Task InitializeAsync()
    {
        ServerProcess.Run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", _mount);
        _database = new SqliteStateDatabase(Path.Combine(_mount, "state.db"));
        return _database.MigrateAsync(CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        (_database as IDisposable)?.Dispose();
        ServerProcess.Run("umount", _mount);
        Directory.Delete(_mount);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_full_disk_is_said_with_the_remedy_loses_nothing_acknowledged_and_works_again_with_room()
    {
        Fill();
        var acknowledged = new List<string>();
        var refusal = await Assert.ThrowsAsync<ProblemException>(async () =>
        {
            for (var i = 0; ; i++)
            {
                await WriteAsync(_database!, $"before {i}");
                acknowledged.Add($"before {i}");
            }
        });

        Assert.Equal(ErrorCatalog.StateDiskFull, refusal.Problem.Error);
        Assert.Contains("Free space", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProblemException>(() => WriteAsync(_database!, "while full"));
        Assert.Equal(acknowledged, await ReadAsync(_database!));

        File.Delete(Ballast);
        await WriteAsync(_database!, "after");
        acknowledged.Add("after");
        Assert.Equal(acknowledged, await ReadAsync(_database!));

        // And so does a fresh process: nothing was left half-written in the file or its log.
        ((IDisposable)_database!).Dispose();
        using var restarted = new SqliteStateDatabase(Path.Combine(_mount, "state.db"));
        await restarted.MigrateAsync(CancellationToken.None);
        Assert.Equal(acknowledged, await ReadAsync(restarted));
    }

    [Fact]
    public async Task Health_says_that_little_room_is_left()
    {
        var health = await new StateHealthCheck(_database!, new DataDirectory(_mount), TimeProvider.System).CheckAsync(CancellationToken.None);
        Assert.Equal(ErrorCatalog.StateDiskFull, health.Problem?.Error);
        Assert.NotNull(health.Latency);
    }

    private static Task WriteAsync(StateDatabase database, string action) => database.WriteAsync(
        (transaction, _) =>
        {
            transaction.Db.Add(new AuditEntry
            {
                ActorKind = "system",
                ActorId = new string('x', 5_000),
                ActorName = "x",
                Action = action,
                SubjectType = "x",
                SubjectId = "x",
            });
            return Task.CompletedTask;
        },
        CancellationToken.None);

    private static async Task<List<string>> ReadAsync(StateDatabase database)
    {
        await using var context = database.Read();
        return [.. context.Set<AuditEntry>().OrderBy(entry => entry.Id).Select(entry => entry.Action)];
    }

    /// <summary>Leaves about 100 KiB.</summary>
    private void Fill()
    {
        var free = new DriveInfo(_mount).AvailableFreeSpace;
        File.WriteAllBytes(Ballast, new byte[free - (100 << 10)]);
    }
}
