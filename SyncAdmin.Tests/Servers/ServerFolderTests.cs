using Xunit;

namespace SyncAdmin.Tests.Servers;

public sealed class ServerFolderTests
{
    [Fact]
    public void Server_and_folder_end_with_the_pipe_and_nobody_else_does()
    {
        var folder = new ServerFolder("folder-test");
        using var server = new ServerProcess("sh", ["-c", "sleep 300; true", folder.Path]);
        using var other = new ServerProcess("sh", ["-c", "sleep 300; true", "elsewhere"]);
        Directory.CreateDirectory($"{folder.Path}/data");
        File.WriteAllText($"{folder.Path}/data/postmaster.pid", $"{server.Process.Id}\nmore\n");
        File.WriteAllText($"{folder.Path}/pid", $"{other.Process.Id}\n");

        folder.Dispose();

        Assert.True(server.Process.WaitForExit(60_000));
        Assert.False(other.Process.HasExited);
        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public void What_a_killed_run_left_the_next_one_removes_and_nothing_else()
    {
        var temp = Directory.CreateTempSubdirectory("syncadmin-folder-test-").FullName;
        File.WriteAllText($"{temp}/owner", $"{Ended()}");
        var unknown = Directory.CreateTempSubdirectory("syncadmin-folder-test-").FullName;
        using var living = new ServerFolder("folder-test");

        using var next = new ServerFolder("folder-test");

        Eventually.Succeeds(() => Assert.False(Directory.Exists(temp)), () => "it is still there");
        Assert.True(Directory.Exists(living.Path));
        Assert.True(Directory.Exists(unknown));
        Directory.Delete(unknown);
    }

    private static int Ended()
    {
        using var process = new ServerProcess("true", []);
        process.Process.WaitForExit();
        return process.Process.Id;
    }
}
