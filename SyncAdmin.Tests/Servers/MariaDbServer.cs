using MySql.Data.MySqlClient;

namespace SyncAdmin.Tests.Servers;

/// <summary>A real MariaDB of its own: a temporary folder, a free loopback port. One per test run, a database per test.</summary>
public sealed class MariaDbServer : IDisposable
{
    private static readonly Lazy<MariaDbServer> Instance = new(() => new MariaDbServer());
    private static int _databases;
    private readonly ServerFolder _folder = new("mariadb");
    private ServerProcess? _process;

    private MariaDbServer()
    {
        ServerProcess.Run("chown", "mysql", _folder.Path);
        ServerProcess.Run("mariadb-install-db", "--no-defaults", "--user=mysql", $"--datadir={_folder.Path}/data", "--skip-test-db", "--auth-root-authentication-method=normal");
        Start();
        Execute("mysql", "CREATE USER 'sync'@'127.0.0.1' IDENTIFIED BY 'sync-password'; GRANT ALL ON *.* TO 'sync'@'127.0.0.1'");
    }

    /// <summary>The server that the tests of this run share.</summary>
    public static MariaDbServer Shared => Instance.Value;

    /// <summary>Loopback port.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>A login with a password and all rights.</summary>
    public static string User => "sync";

    /// <summary>Of <see cref="User"/>.</summary>
    public static string Password => "sync-password";

    /// <summary>As root.</summary>
    public string ConnectionString(string database) =>
        $"Server=127.0.0.1;Port={Port};Database={database};User Id=root;CharSet=utf8mb4;SslMode=Disabled;AllowLoadLocalInfile=false;Default Command Timeout=300";

    /// <summary>Makes an empty database and returns its name.</summary>
    public string CreateDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        Execute("mysql", $"CREATE DATABASE {name} CHARACTER SET utf8mb4");
        return name;
    }

    /// <summary>Runs statements.</summary>
    public void Execute(string database, string sql)
    {
        using var connection = new MySqlConnection(ConnectionString(database) + ";Pooling=false");
        connection.Open();
        using var command = new MySqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Kills it and starts it again on the same port when <paramref name="meanwhile"/> is over.</summary>
    public async Task RestartAsync(Func<Task> meanwhile)
    {
        _process?.Dispose();
        try
        {
            await meanwhile();
        }
        finally
        {
            Start();
            MySqlConnection.ClearAllPools();
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
        _process = new ServerProcess(
            "mariadbd",
            ["--no-defaults", "--user=mysql", $"--datadir={_folder.Path}/data", $"--port={Port}", "--bind-address=127.0.0.1", $"--socket={_folder.Path}/s", $"--pid-file={_folder.Path}/pid", "--skip-name-resolve", "--character-set-server=utf8mb4", "--innodb-flush-log-at-trx-commit=2"]);
        Eventually.Succeeds(() => Execute("mysql", "SELECT 1"), () => _process.Output);
    }
}
