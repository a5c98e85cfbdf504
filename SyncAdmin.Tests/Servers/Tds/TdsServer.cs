using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using SyncAdmin.Tests.Servers.Tds.Engine;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>
/// A server that speaks SQL Server's wire format (MS-TDS 7.4, and 8.0) on a free loopback port, with SQLite behind it. It knows as much T-SQL
/// as our connector and its tests say; what it does not know, it refuses with the number that SQL Server has for it.
/// </summary>
internal sealed class TdsServer : IAsyncDisposable
{
    /// <summary>The login that may do everything.</summary>
    internal const string User = "sa";

    /// <summary>Of <see cref="User"/>.</summary>
    internal const string Password = "Contraseña-1!";

    private static readonly Lazy<TdsServer> Instance = new(() =>
    {
        var server = Start(new TdsServerOptions());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Engine.Dispose();
        return server;
    });

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<TdsConnection, Task> _connections = new();
    private readonly ConcurrentQueue<TdsLogin> _logins = new();
    private readonly ConcurrentQueue<TdsStatement> _statements = new();
    private readonly Lazy<X509Certificate2> _certificate;
    private readonly Task _accepting;
    private int _databases;
    private int _lastSession = 50;

    private TdsServer(TdsServerOptions options)
    {
        Options = options;
        Engine = new SqliteEngine(options);
        _certificate = new(() => options.Certificate ?? TdsCertificates.SelfSigned());
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The server that tests share which need no settings of their own; each makes itself a database.</summary>
    internal static TdsServer Shared => Instance.Value;

    /// <summary>On 127.0.0.1.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal TdsServerOptions Options { get; }

    /// <summary>What it shows to clients that ask for TLS.</summary>
    internal X509Certificate2 Certificate => _certificate.Value;

    /// <summary>How it misbehaves.</summary>
    internal TdsFaults Faults { get; } = new();

    /// <summary>The first database, to fill and to look into.</summary>
    internal TdsDatabase Database => DatabaseOf(Options.Databases[0]);

    /// <summary>Every login so far.</summary>
    internal IReadOnlyList<TdsLogin> Logins => [.. _logins];

    /// <summary>Every batch and call so far, of all databases.</summary>
    internal IReadOnlyList<TdsStatement> Statements => [.. _statements];

    /// <summary>What stands behind the wire.</summary>
    internal SqliteEngine Engine { get; }

    internal static TdsServer Start(TdsServerOptions options) => new(options);

    /// <summary>Makes an empty database with a name of its own.</summary>
    internal TdsDatabase CreateDatabase() => Engine.CreateDatabase(FormattableString.Invariant($"test_{Interlocked.Increment(ref _databases)}"));

    internal TdsDatabase DatabaseOf(string name) => Engine.DatabaseOf(name)!;

    /// <summary>Lets somebody else log in.</summary>
    internal void AddUser(TdsUser user) => Engine.AddUser(user);

    /// <summary>For Microsoft.Data.SqlClient, as <see cref="User"/>, without TLS; appended settings win.</summary>
    internal string ConnectionString(string? database = null, string more = "") =>
        FormattableString.Invariant($"Server=tcp:127.0.0.1,{Port};Database={database ?? Options.Databases[0]};User Id={User};Password={Password};Encrypt=Optional;{more}");

    /// <summary>Texts of the statements that are being worked on.</summary>
    internal IReadOnlyList<string> Running(string? database = null) => [.. _connections.Keys.Where(In(database)).Select(connection => connection.Running).OfType<string>()];

    /// <summary>Ends connections as a kill or a restart does.</summary>
    internal void EndConnections(string? database = null)
    {
        foreach (var connection in _connections.Keys.Where(In(database)))
        {
            connection.Abort();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        EndConnections();
#pragma warning disable VSTHRD003 // Begun by ourselves.
        await _accepting;
        await Task.WhenAll(_connections.Values);
#pragma warning restore VSTHRD003
        Engine.Dispose();
        _stopping.Dispose();
    }

    internal void Record(TdsLogin login) => _logins.Enqueue(login);

    internal void Record(TdsStatement statement) => _statements.Enqueue(statement);

    private static Func<TdsConnection, bool> In(string? database) => connection => database is null || connection.Database == database;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                var connection = new TdsConnection(this, client, Interlocked.Increment(ref _lastSession), _stopping.Token);
                var serving = new Task<Task>(() => ServeAsync(connection));
                _connections[connection] = serving.Unwrap();
                serving.Start(TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The server is disposed.
        }
    }

    private async Task ServeAsync(TdsConnection connection)
    {
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
