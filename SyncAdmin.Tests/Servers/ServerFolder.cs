using System.Diagnostics;
using System.Globalization;

namespace SyncAdmin.Tests.Servers;

/// <summary>
/// The temporary folder of a server. Server and folder go when this process does, however that ends: a test host has a tenth of a second for its exit handlers before
/// it is killed, which is too short for gigabytes. So a child in a session of its own waits for the end of a pipe, stops the server and removes the folder; what even
/// that one left, because it was killed too, the next run removes.
/// </summary>
internal sealed class ServerFolder : IDisposable
{
    private const string Owner = "owner";

    // Both servers write their process id to a file: PostgreSQL to its data, MariaDB where it is told. SIGQUIT stops PostgreSQL at once and in good order. Reading ends with the pipe.
    private const string End =
        """
        trap '' HUP INT TERM
        exec >/dev/null 2>&1
        cat
        for file in "$1/data/postmaster.pid" "$1/pid"; do
            read -r server <"$file" && grep -qF "$1" "/proc/$server/cmdline" || continue
            kill -QUIT "$server"
            for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$server" && sleep 0.2; done
            kill -KILL "$server"
        done
        for _ in 1 2 3 4 5; do rm -rf "$1" && break || sleep 1; done
        """;

    private readonly Process _end;

    /// <param name="kind">Part of the folder's name, the same for every server of a kind.</param>
    internal ServerFolder(string kind)
    {
        foreach (var abandoned in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), $"syncadmin-{kind}-*").Where(IsAbandoned))
        {
            using var end = Watch(abandoned);
            end.StandardInput.Close();
        }

        Path = Directory.CreateTempSubdirectory($"syncadmin-{kind}-").FullName;
        File.WriteAllText($"{Path}/{Owner}", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        _end = Watch(Path);
    }

    internal string Path { get; }

    /// <summary>Stops the server and removes the folder, now.</summary>
    public void Dispose()
    {
        _end.StandardInput.Close();
        _end.WaitForExit();
        _end.Dispose();
    }

    private static Process Watch(string folder) => Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", End, "sh", folder]) { UseShellExecute = false, RedirectStandardInput = true })!;

    /// <summary>Its owner is gone; a process that began after the folder is another one with the same id.</summary>
    private static bool IsAbandoned(string folder)
    {
        try
        {
            var file = $"{folder}/{Owner}";
            using var owner = Process.GetProcessById(int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture));
            return owner.StartTime > File.GetLastWriteTime(file).AddSeconds(5);
        }
        catch (ArgumentException)
        {
            return true; // No such process.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            return false; // Just being made, or removed.
        }
    }
}
