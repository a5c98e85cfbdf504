using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MySql.Data.MySqlClient;
using SyncAdmin.Tests.Servers;

namespace SyncAdmin.Bench.Servers;

/// <summary>A MariaDB of the benchmark's own, in a temporary folder, with a catalogue of products: 10 columns, integer key.</summary>
internal sealed class BenchMariaDb : IDisposable
{
    /// <summary>Rows of the catalogue that the bars speak of.</summary>
    internal const int CatalogRows = 202_910;

    private readonly ServerFolder _folder = new("bench-mariadb");
    private readonly Process _server;

    internal BenchMariaDb(int rows = CatalogRows)
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Run("chown", "mysql", _folder.Path);
        Run("mariadb-install-db", "--no-defaults", "--user=mysql", $"--datadir={_folder.Path}/data", "--skip-test-db", "--auth-root-authentication-method=normal");
        _server = Start(
            "mariadbd", "--no-defaults", "--user=mysql", $"--datadir={_folder.Path}/data", $"--port={Port}", "--bind-address=127.0.0.1", $"--socket={_folder.Path}/s", $"--pid-file={_folder.Path}/pid",
            "--skip-name-resolve", "--character-set-server=utf8mb4", "--innodb-buffer-pool-size=512M", "--innodb-flush-log-at-trx-commit=2");
        Fill(rows);
    }

    internal int Port { get; }

    /// <summary>As root, as the driver wants it.</summary>
    internal string ConnectionString => $"Server=127.0.0.1;Port={Port};Database=shop;User Id=root;CharSet=utf8mb4;SslMode=Disabled;TreatTinyAsBoolean=false;Default Command Timeout=300";

    /// <summary>A login that may only read, as our connector wants it.</summary>
    internal string ConnectionConfig => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"host":"127.0.0.1","port":{{Port}},"database":"shop","username":"bench","password":"bench","tls":"off"}""");

    /// <summary>A statement on the catalogue.</summary>
    internal void Execute(string sql) => Execute("shop", sql);

    public void Dispose()
    {
        _folder.Dispose();
        _server.WaitForExit();
        _server.Dispose();
    }

    private void Fill(int rows)
    {
        for (var started = Stopwatch.StartNew(); ; Thread.Sleep(200))
        {
            try
            {
                Execute("mysql", "CREATE DATABASE shop; CREATE USER 'bench'@'127.0.0.1' IDENTIFIED BY 'bench'; GRANT SELECT ON shop.* TO 'bench'@'127.0.0.1'");
                break;
            }
            catch (MySqlException) when (started.Elapsed < TimeSpan.FromSeconds(60))
            {
                // Not up yet.
            }
        }

        Execute("shop", """
            CREATE TABLE products (id INT NOT NULL PRIMARY KEY, code VARCHAR(20) NOT NULL, name VARCHAR(120) NOT NULL, brand VARCHAR(40), category VARCHAR(40),
                price DECIMAL(12,2), stock INT, weight DOUBLE, description VARCHAR(400), updated_at DATETIME, INDEX (code))
            """);
        Execute("shop", string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO products
            SELECT seq, CONCAT('P', LPAD(seq, 7, '0')), CONCAT('Tornillo hexagonal ', seq % 997, ' x ', seq % 89, ' mm'), CONCAT('Marca ', seq % 137), CONCAT('Ferretería ', seq % 61),
                   (seq % 100000) / 100, seq % 500, seq / 7, CONCAT('Acero inoxidable, paso métrico, rosca completa; lote ', seq, ', apto para exterior y ambientes marinos.'),
                   '2024-01-01' + INTERVAL seq MINUTE
            FROM seq_1_to_{rows}
            """));
    }

    private void Execute(string database, string sql)
    {
        using var connection = new MySqlConnection(ConnectionString.Replace("=shop;", $"={database};", StringComparison.Ordinal) + ";Pooling=false");
        connection.Open();
#pragma warning disable CA2100 // Our own numbers.
        using var command = new MySqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
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
