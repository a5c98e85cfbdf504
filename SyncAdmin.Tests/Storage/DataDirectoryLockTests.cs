using System.Diagnostics;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Storage;

/// <summary>One process per data directory, shown with a second process: util-linux' <c>flock</c>, which takes the same kernel lock.</summary>
public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly DataDirectory _directory = new(Directory.CreateTempSubdirectory("syncadmin-lock-").FullName);

    public void Dispose() => Directory.Delete(_directory.Root, recursive: true);

    [Fact]
    public void A_second_taker_is_refused_and_told_where_by_whom_and_what_to_do()
    {
        using var first = new DataDirectoryLock(_directory, TimeProvider.System);
        first.Acquire();
        using var second = new DataDirectoryLock(_directory, TimeProvider.System);

        var refusal = Assert.Throws<ProblemException>(second.Acquire);
        Assert.Equal(ErrorCatalog.DataDirectoryInUse, refusal.Problem.Error);
        Assert.Contains(_directory.Root, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}, started 20", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("DataDirectory of its own", refusal.Message, StringComparison.Ordinal);
        Assert.False(second.IsHeld);
    }

    [Fact]
    public void Another_process_sees_the_lock()
    {
        using (var mine = new DataDirectoryLock(_directory, TimeProvider.System))
        {
            mine.Acquire();
            Assert.Equal(1, Flock("--nonblock", _directory.LockFile, "true"));
        }

        Assert.Equal(0, Flock("--nonblock", _directory.LockFile, "true"));
    }

    [Fact]
    public async Task A_process_killed_with_sigkill_gives_the_lock_back()
    {
        using var holder = new ServerProcess("flock", ["--no-fork", _directory.LockFile, "sleep", "1000"]);
        using var mine = new DataDirectoryLock(_directory, TimeProvider.System);
        await Eventually.IsTrueAsync(() => Task.FromResult(Flock("--nonblock", _directory.LockFile, "true") == 1), TimeSpan.FromSeconds(10), () => "flock never took the lock");
        Assert.Throws<ProblemException>(mine.Acquire);

        holder.Dispose(); // SIGKILL
        await Eventually.IsTrueAsync(
            () =>
            {
                try
                {
                    mine.Acquire();
                }
                catch (ProblemException)
                {
                    // The kernel is still taking the process down.
                }

                return Task.FromResult(mine.IsHeld);
            },
            TimeSpan.FromSeconds(10),
            () => "still locked");
    }

    [Fact]
    public void Taking_it_twice_is_taking_it_once()
    {
        using var mine = new DataDirectoryLock(_directory, TimeProvider.System);
        mine.Acquire();
        mine.Acquire();
        Assert.True(mine.IsHeld);
    }

    [Fact]
    public void A_folder_that_can_not_be_made_is_said_with_the_remedy()
    {
        var file = Path.Combine(_directory.Root, "a-file");
        File.WriteAllText(file, string.Empty);

        var refusal = Assert.Throws<ProblemException>(() => new DataDirectory(Path.Combine(file, "data")));
        Assert.Equal(ErrorCatalog.DataDirectoryUnusable, refusal.Problem.Error);
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_folder_is_for_its_owner_only_and_knows_that_it_is_new()
    {
        var made = new DataDirectory(Path.Combine(_directory.Root, "new"));
        Assert.False(made.HadState);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made.KeysPath));
        }

        File.WriteAllText(made.StateFile, string.Empty);
        Assert.True(new DataDirectory(made.Root).HadState);
    }

    private static int Flock(params string[] arguments)
    {
        using var process = Process.Start("flock", arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
