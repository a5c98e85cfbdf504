namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <content>Transactions. Without snapshot isolation each statement sees what is committed by then; SQLite's begins with the first write.</content>
internal sealed partial class EngineSession
{
    private bool _begunInSqlite;

    /// <summary>Begun and not ended; inner ones only count.</summary>
    internal int Transactions { get; private set; }

    /// <summary>Begins one, or counts one more; snapshot: it reads what stood when it began.</summary>
    internal void Begin(bool snapshot)
    {
        Transactions++;
        if (Transactions == 1 && (snapshot || _snapshotLevel))
        {
            BeginInSqlite("BEGIN");
        }
    }

    /// <summary>Ends one; the outermost makes it last.</summary>
    internal void Commit()
    {
        if (Transactions == 0)
        {
            throw new TdsErrorException(TdsErrors.NoTransactionToCommit, "The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.");
        }

        Transactions--;
        if (Transactions == 0)
        {
            EndInSqlite("COMMIT");
        }
    }

    /// <summary>Undoes all.</summary>
    internal void Rollback()
    {
        if (Transactions == 0)
        {
            throw new TdsErrorException(TdsErrors.NoTransactionToRollBack, "The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.");
        }

        Transactions = 0;
        EndInSqlite("ROLLBACK");
    }

    /// <summary>The next number for a row that is written.</summary>
    internal byte[] NextRowVersion() => RowVersions.Bytes(Reserved is { Count: > 0 } reserved ? reserved.Dequeue() : DatabaseNow.RowVersions.Take(this));

    /// <summary>Numbers that a writer took before it writes.</summary>
    internal Queue<long>? Reserved { get; set; }

    private void BeginInSqlite(string begin)
    {
        if (_begunInSqlite)
        {
            return;
        }

        Run(begin);
        _begunInSqlite = true;
    }

    private void EndInSqlite(string end)
    {
        if (_begunInSqlite)
        {
            Run(end);
            _begunInSqlite = false;
        }

        DatabaseNow.RowVersions.Release(this);
    }
}
