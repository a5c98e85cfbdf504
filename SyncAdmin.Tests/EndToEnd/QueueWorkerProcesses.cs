using System.Globalization;
using SyncAdmin.Bench.Queue;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Storage;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>Real processes that work off a queue, to be ended by a real <c>kill -9</c>.</summary>
internal sealed class QueueWorkerProcesses(TestState state) : IDisposable
{
    private readonly string _logs = Directory.CreateTempSubdirectory("syncadmin-queue-").FullName;
    private readonly List<ServerProcess> _running = [];
    private int _started;

    internal HandledMessages Handled { get; } = new();

    internal int Running => _running.Count;

    internal string Output => string.Join('\n', _running.Select(static worker => worker.Output));

    /// <summary>Another process; on SQLite only when there is none.</summary>
    internal void Start()
    {
        var number = (++_started).ToString(CultureInfo.InvariantCulture);
        string[] arguments = [typeof(QueueWorkerProcess).Assembly.Location, "queue-worker", Path.Combine(_logs, number + ".log")];
        arguments = state.Provider == StorageProvider.Sqlite
            ? [.. arguments, state.Directory.Root]
            : [.. arguments, Path.Combine(_logs, number), state.PostgresConnectionString];
        _running.Add(new ServerProcess("dotnet", arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_gcServer"] = "0" }));
    }

    /// <summary>Waits until so many messages have been handled to their end.</summary>
    internal Task HandledAsync(int count) => Eventually.IsTrueAsync(
        () =>
        {
            if (_running.Find(static worker => worker.Process.HasExited) is { } ended)
            {
                throw new InvalidOperationException($"A worker ended with {ended.Process.ExitCode}:\n{ended.Output}");
            }

            Handled.Read(_logs);
            return Task.FromResult(Handled.Ended >= count);
        },
        TimeSpan.FromSeconds(120),
        () => $"{Handled.Ended} of {count} are handled:\n{Output}");

    /// <summary>Waits until each process that runs has begun with a message.</summary>
    internal Task BegunAsync() => Eventually.IsTrueAsync(
        () => Task.FromResult(Directory.EnumerateFiles(_logs, "*.log").Count(static path => new FileInfo(path).Length > 0) == _started),
        TimeSpan.FromSeconds(60),
        () => Output);

    /// <summary>SIGKILL to the one that has run longest.</summary>
    internal void Kill()
    {
        _running[0].Process.Kill();
        _running[0].Process.WaitForExit();
        _running[0].Dispose();
        _running.RemoveAt(0);
    }

    /// <summary>SIGTERM to all, and waits for their ends.</summary>
    internal void Stop()
    {
        foreach (var worker in _running)
        {
            ServerProcess.Run("kill", "-TERM", worker.Process.Id.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var worker in _running)
        {
            if (!worker.Process.WaitForExit(TimeSpan.FromSeconds(40)) || worker.Process.ExitCode != 0)
            {
                throw new InvalidOperationException($"A worker did not stop as it should after SIGTERM:\n{worker.Output}");
            }
        }

        Handled.Read(_logs);
    }

    public void Dispose()
    {
        _running.ForEach(static worker => worker.Dispose());
        Directory.Delete(_logs, recursive: true);
    }
}
