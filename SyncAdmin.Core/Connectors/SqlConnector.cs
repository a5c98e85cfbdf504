using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>
/// What the SQL connectors share: one connection per call, read only, bounded in number, stopped on the server when the caller gives up.
/// Work runs synchronously on a pool thread: MySql.Data's asynchronous calls ignore tokens and hang on timeouts, SQLite has none, and for
/// pages of thousands of rows the synchronous loop is the fastest of all three drivers.
/// </summary>
internal abstract partial class SqlConnector : IConnector
{
    private static readonly TimeSpan InterruptAgain = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _connections;

    protected SqlConnector(ConnectorContext context)
    {
        Context = context;
        _connections = new SemaphoreSlim(context.Options.MaxConnections);
    }

    protected ConnectorContext Context { get; }

    protected TimeSpan StatementTimeout => TimeSpan.FromSeconds(Context.Options.StatementTimeoutSeconds);

    /// <summary>A net under our own timeout, for a network that swallows everything: the driver's is later, and ends the connection.</summary>
    protected int DriverTimeoutSeconds => Context.Options.StatementTimeoutSeconds + 30;

    protected abstract SqlDialect Dialect { get; }

    /// <summary>Looks whether somebody listens, where the driver takes its time to say that nobody does; <see cref="ProblemException"/> then.</summary>
    protected virtual Task ReachAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Opens a connection of the pool; <see cref="ProblemException"/> or the driver's exception.</summary>
    protected abstract DbConnection Open();

    /// <summary>Settles the session and begins the read-only transaction.</summary>
    protected abstract void Begin(DbConnection connection);

    /// <summary>Rolls back; must not fail because the connection already has.</summary>
    protected abstract void End(DbConnection connection);

    /// <summary>Stops the running statement on the server; without effect when none runs. Called from another thread, maybe repeatedly.</summary>
    protected abstract void Interrupt(DbConnection connection);

    /// <summary>Why opening failed.</summary>
    protected abstract Task<Problem> DiagnoseOpeningAsync(Exception exception, CancellationToken cancellationToken);

    /// <summary>Why a statement failed.</summary>
    protected abstract Problem DiagnoseStatement(Exception exception);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Runs <paramref name="work"/> on a connection of its own. Cancelling stops the statement on the server and ends within about a second, even
    /// when the server no longer answers; the connection then cleans up after itself whenever the driver lets go.
    /// </summary>
    protected async Task<T> RunAsync<T>(Func<SqlSession, T> work, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await ReachAsync(cancellationToken);
        await _connections.WaitAsync(cancellationToken);
        var session = new SqlSession(timeout, Context.Time, cancellationToken);
        var running = Task.Run(() => Work(session, work), CancellationToken.None);
        try
        {
            await StopWhenCancelledAsync(session, running);
            return await running.WaitAsync(session.Token);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is not ProblemException)
        {
            throw new OperationCanceledException("The source was told to stop.", exception, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException || (IsDrivers(exception) && session.Token.IsCancellationRequested))
        {
            throw new ProblemException(TimedOut(session, timeout), exception);
        }
        catch (Exception exception) when (IsDrivers(exception))
        {
            var problem = session.Opened ? DiagnoseStatement(exception) : await DiagnoseOpeningAsync(exception, cancellationToken);
            throw new ProblemException(problem, exception);
        }
        finally
        {
            _ = running.ContinueWith(
                static (_, state) => ((SqlSession)state!).Dispose(), session, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Errors of drivers, files and networks: expected. Anything else is a bug and passes.</summary>
    protected static bool IsDrivers(Exception exception) => exception
        is DbException or IOException or SocketException or TimeoutException or AuthenticationException or UnauthorizedAccessException
        // Both server drivers answer so when the connection broke a moment ago.
        or InvalidOperationException { InnerException: null }
        // The framework's answer to a host that is, or resolves to, 0.0.0.0.
        or ArgumentException { ParamName: "hostNameOrAddress" };

    private T Work<T>(SqlSession session, Func<SqlSession, T> work)
    {
        try
        {
            session.Token.ThrowIfCancellationRequested();
            using var connection = OpenReadOnly();
            session.Start(connection);
            try
            {
                session.Token.ThrowIfCancellationRequested();
                return work(session);
            }
            finally
            {
                session.End();
                End(connection);
            }
        }
        finally
        {
            _connections.Release();
        }
    }

    private DbConnection OpenReadOnly()
    {
        // A pool may hold connections that died with a restart of the server: its first statement tells, the second connection is new.
        for (var attempt = 1; ; attempt++)
        {
            var connection = Open();
            try
            {
                Begin(connection);
                return connection;
            }
            catch (Exception exception) when (IsDrivers(exception) && attempt <= Context.Options.MaxConnections && connection.State != ConnectionState.Open)
            {
                connection.Dispose();
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
    }

#pragma warning disable VSTHRD003 // Started by our only caller a line earlier; there is no context to deadlock with.
    private async Task StopWhenCancelledAsync(SqlSession session, Task running)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = session.Token.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), cancelled);
        if (await Task.WhenAny(running, cancelled.Task) == running)
        {
            return;
        }

        // Asked once, a server that has not yet got the statement would run it to its end.
        var since = Context.Time.GetTimestamp();
        while (!running.IsCompleted && session.Opened && Context.Time.GetElapsedTime(since) < GiveUp)
        {
            var stopping = Task.Run(() => session.Interrupt(TryInterrupt), CancellationToken.None);
            var pause = Task.Delay(InterruptAgain, Context.Time, CancellationToken.None);
            await Task.WhenAny(running, Task.WhenAll(stopping, pause), Task.Delay(GiveUp, Context.Time, CancellationToken.None));
        }
    }

#pragma warning restore VSTHRD003

    private void TryInterrupt(DbConnection connection)
    {
        try
        {
            Interrupt(connection);
        }
        catch (Exception exception) when (IsDrivers(exception))
        {
            // The server does not take the request: it is asked again, and the caller does not wait for it longer than GiveUp.
        }
    }

    private static Problem TimedOut(SqlSession session, TimeSpan timeout) => session.Opened
        ? new Problem(ErrorCatalog.QueryTimeout, $"The source sent no row for {timeout.TotalSeconds:0} s, and was told to stop.")
        : new Problem(ErrorCatalog.SourceHostUnreachable, $"The source did not let us in within {timeout.TotalSeconds:0} s.");
}
