using System.Data.Common;

namespace SyncAdmin.Core.Connectors;

/// <summary>One connection doing one piece of work on a thread of its own, which another thread may interrupt.</summary>
internal sealed class SqlSession : IDisposable
{
    private readonly Lock _interrupting = new();
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;
    private DbConnection? _connection;
    private bool _running;

    internal SqlSession(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _deadline = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _deadline.Token);
    }

    /// <summary>Cancelled by the caller, or because no row came for too long.</summary>
    internal CancellationToken Token => _either.Token;

    /// <summary>The open connection, in its read-only transaction.</summary>
    internal DbConnection Connection => _connection ?? throw new InvalidOperationException("The session is not open.");

    /// <summary>True once statements can run: what failed before that is the way to the source, afterwards the statement.</summary>
    internal bool Opened { get; private set; }

    /// <summary>From now on <see cref="Interrupt"/> reaches this connection.</summary>
    internal void Start(DbConnection connection)
    {
        lock (_interrupting)
        {
            _connection = connection;
            _running = true;
            Opened = true;
        }
    }

    /// <summary>From now on it does not; waits for one that is under way. The connection can go back to its pool without taking a stop along.</summary>
    internal void End()
    {
        lock (_interrupting)
        {
            _running = false;
        }
    }

    /// <summary>Stops what runs on the connection, if it still runs.</summary>
    internal void Interrupt(Action<DbConnection> stop)
    {
        lock (_interrupting)
        {
            if (_running)
            {
                stop(Connection);
            }
        }
    }

    /// <summary>Rows are coming: the time allowed starts again.</summary>
    internal void Progress() => _deadline.CancelAfter(_timeout);

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }
}
