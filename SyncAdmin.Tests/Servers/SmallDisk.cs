using System.Globalization;

namespace SyncAdmin.Tests.Servers;

/// <summary>A tmpfs of a few megabytes: a real full disk. Needs root, as the whole suite does.</summary>
internal sealed class SmallDisk : IDisposable
{
    internal SmallDisk(int megabytes)
    {
        Path = Directory.CreateTempSubdirectory("syncadmin-disk-").FullName;
        ServerProcess.Run("mount", "-t", "tmpfs", "-o", Size(megabytes), "tmpfs", Path);
    }

    internal string Path { get; }

    /// <summary>Somebody made room, or something else took it.</summary>
    internal void Resize(int megabytes) => ServerProcess.Run("mount", "-o", "remount," + Size(megabytes), Path);

    public void Dispose()
    {
        ServerProcess.Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static string Size(int megabytes) => string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
}
