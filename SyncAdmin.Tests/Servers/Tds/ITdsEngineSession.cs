using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>One login's session. Calls come one after the other; a statement stops soon after its token is cancelled.</summary>
internal interface ITdsEngineSession : IDisposable
{
    /// <summary>The database it is in; <c>USE</c> changes it.</summary>
    string Database { get; }

    /// <summary>Transactions begun and not ended; inner ones only count.</summary>
    int Transactions { get; }

    /// <summary>How texts that are not UTF-16 come.</summary>
    Collation Collation { get; }

    /// <summary>Runs a batch, statement by statement as the results are taken. Errors are <see cref="TdsErrorException"/>.</summary>
    IEnumerable<TdsResult> Execute(string sql, IReadOnlyList<TdsParameter> parameters, CancellationToken cancellationToken);

    /// <summary>Calls a procedure other than those that run a text.</summary>
    IEnumerable<TdsResult> Call(string procedure, IReadOnlyList<TdsParameter> parameters, CancellationToken cancellationToken);

    /// <summary>Begins a transaction, or counts one more; snapshot: it reads what stood when it began.</summary>
    void Begin(bool snapshot);

    /// <summary>Ends one; the outermost makes it last.</summary>
    void Commit();

    /// <summary>Undoes all.</summary>
    void Rollback();

    /// <summary>The pool hands the session to its next user.</summary>
    void Reset();
}
