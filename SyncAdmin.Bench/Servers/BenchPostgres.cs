using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using SyncAdmin.Tests.Servers;

namespace SyncAdmin.Bench.Servers;

/// <summary>A PostgreSQL of the benchmark's own, in a temporary folder: its defaults (fsync and synchronous_commit on) with room for more connections.</summary>
internal sealed class BenchPostgres : IDisposable
{
    private readonly ServerFolder _folder = new("bench-postgres");
    private readonly Process _server;
    private readonly int _port;
    private readonly Lazy<int> _postmaster;

    internal BenchPostgres()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        _postmaster = new Lazy<int>(() => int.Parse(File.ReadLines($"{_folder.Path}/data/postmaster.pid").First(), CultureInfo.InvariantCulture));
        var programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        Run("chown", "postgres", _folder.Path);
        Run("runuser", "-u", "postgres", "--", $"{programs}/initdb", "-D", $"{_folder.Path}/data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");
        _server = Start(
            "runuser", "-u", "postgres", "--", $"{programs}/postgres", "-D", $"{_folder.Path}/data", "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "max_connections=700", "-c", "fsync=on", "-c", "synchronous_commit=on");
        for (var started = Stopwatch.StartNew(); ; Thread.Sleep(200))
        {
            try
            {
                Execute("postgres", "SELECT 1");
                break;
            }
            catch (NpgsqlException) when (started.Elapsed < TimeSpan.FromSeconds(60))
            {
                // Not up yet.
            }
        }
    }

    /// <summary>Bytes that are free where its data is.</summary>
    internal long FreeBytes => new DriveInfo(_folder.Path).AvailableFreeSpace;

    /// <summary>Processor time of all its processes, those that ended too.</summary>
    internal TimeSpan Processor => ProcessTree.Processor(_postmaster.Value);

    internal string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Password=postgres;Database={database};Maximum Pool Size=300;Timeout=60;Command Timeout=600";

    /// <summary>As our connector wants it.</summary>
    internal string ConnectionConfig(string database) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"host":"127.0.0.1","port":{{_port}},"database":"{{database}}","username":"postgres","password":"postgres","tls":"off"}""");

    /// <summary>Runs statements on a connection of their own.</summary>
    internal void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        connection.Open();
#pragma warning disable CA2100 // Our own statements, and the file that the caller names.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>One value, read on a connection of its own.</summary>
    internal T Scalar<T>(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        connection.Open();
#pragma warning disable CA2100 // Our own statements.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return (T)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        _folder.Dispose();
        _server.WaitForExit();
        _server.Dispose();
    }

    private static void Run(string file, params string[] arguments)
    {
        using var process = Start(file, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} ended with {process.ExitCode}.");
        }
    }

    private static Process Start(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
