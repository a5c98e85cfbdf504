using Npgsql;

namespace SyncAdmin.Tests.Servers;

/// <summary>A real PostgreSQL of its own: initdb in a temporary folder, a free loopback port. One per test run, a database per test.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<PostgresServer> Instance = new(() => new PostgresServer());
    private static int _databases;
    private readonly ServerFolder _folder = new("postgres");
    private readonly string _bin;
    private ServerProcess? _process;

    private PostgresServer()
    {
        _bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        ServerProcess.Run("chown", "postgres", _folder.Path);
        ServerProcess.Run("runuser", "-u", "postgres", "--", $"{_bin}/initdb", "-D", $"{_folder.Path}/data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");
        Start();
    }

    /// <summary>The server that the tests of this run share.</summary>
    public static PostgresServer Shared => Instance.Value;

    /// <summary>Loopback port.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>For a database of this server.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Password=postgres;Database={database};Maximum Pool Size=20;Include Error Detail=true";

    /// <summary>Makes a database, empty or a copy of one that nobody uses, and returns its name.</summary>
    public string CreateDatabase(string template = "template1")
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        Execute("postgres", $"CREATE DATABASE {name} TEMPLATE {template}");
        return name;
    }

    /// <summary>Runs statements.</summary>
    public void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Stops it and starts it again on the same port when <paramref name="meanwhile"/> is over: at once, as a crash would, or (<c>fast</c>) in good order.
    /// </summary>
    public async Task RestartAsync(Func<Task> meanwhile, string mode = "immediate")
    {
        ServerProcess.Run("runuser", "-u", "postgres", "--", $"{_bin}/pg_ctl", "-D", $"{_folder.Path}/data", "-m", mode, "stop");
        _process?.Dispose();
        try
        {
            await meanwhile();
        }
        finally
        {
            Start();
            NpgsqlConnection.ClearAllPools();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder.Dispose();
        _process?.Dispose();
    }

    private void Start()
    {
        // No fsync: a crash of the process loses nothing of it, and after one PostgreSQL would first sync the files of every database of this run.
        _process = new ServerProcess(
            "runuser",
            ["-u", "postgres", "--", $"{_bin}/postgres", "-D", $"{_folder.Path}/data", "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300", "-c", "dynamic_shared_memory_type=mmap", "-c", "fsync=off"]);
        Eventually.Succeeds(() => Execute("postgres", "SELECT 1"), () => _process.Output);
    }
}
