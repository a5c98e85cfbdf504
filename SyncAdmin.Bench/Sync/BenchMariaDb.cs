using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MySql.Data.MySqlClient;

namespace SyncAdmin.Bench.Sync;

/// <summary>A MariaDB of its own in a temporary folder, with a table of generated products: 10 columns, integer key.</summary>
internal sealed class BenchMariaDb : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-bench-mariadb-").FullName;
    private readonly Process _process;

    internal BenchMariaDb()
    {
        Run("chown", "mysql", _directory);
        Run("mariadb-install-db", "--no-defaults", "--user=mysql", $"--datadir={_directory}/data", "--skip-test-db", "--auth-root-authentication-method=normal");
        _process = Start(
            "mariadbd",
            ["--no-defaults", "--user=mysql", $"--datadir={_directory}/data", $"--port={Port}", "--bind-address=127.0.0.1", $"--socket={_directory}/s", $"--pid-file={_directory}/pid", "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=2"]);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Execute("mysql", "CREATE DATABASE bench CHARACTER SET utf8mb4; CREATE USER 'sync'@'127.0.0.1' IDENTIFIED BY 'sync'; GRANT ALL ON bench.* TO 'sync'@'127.0.0.1'");
                return;
            }
            catch (MySqlException) when (attempt < 300)
            {
                Thread.Sleep(100);
            }
        }
    }

    internal int Port { get; } = FreePort();

    internal string ConnectionConfig => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"host":"127.0.0.1","port":{{Port}},"database":"bench","username":"sync","password":"sync"}""");

    internal void Fill(int rows)
    {
        Execute("bench", "CREATE TABLE products (id BIGINT PRIMARY KEY, code VARCHAR(40) NOT NULL, name VARCHAR(200) NOT NULL, brand VARCHAR(80), category VARCHAR(80), price DECIMAL(10,2), stock INT, description TEXT, weight DOUBLE, updated_at DATETIME(6), KEY (code))");
        for (var first = 1; first <= rows; first += 1_000)
        {
            var values = new StringBuilder();
            for (var id = first; id < Math.Min(first + 1_000, rows + 1); id++)
            {
                values.Append(CultureInfo.InvariantCulture, $"{(id == first ? "" : ",")}({id},'P-{id:D7}','{BenchProduct.Name(id)}','Brand {id % 97}','Category {id % 31}',{id % 10_000}.{id % 100:D2},{id % 500},'{BenchProduct.Name(id)} of the best quality, for people at work and at home.',{id % 40}.5,'2026-01-01 00:00:00')");
            }

            Execute("bench", $"INSERT INTO products VALUES {values}");
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Start(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
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

    private void Execute(string database, string sql)
    {
        using var connection = new MySqlConnection($"Server=127.0.0.1;Port={Port};Database={database};User Id=root;CharSet=utf8mb4;SslMode=Disabled;Pooling=false;Default Command Timeout=300");
        connection.Open();
#pragma warning disable CA2100 // Our own numbers.
        using var command = new MySqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
