namespace SyncAdmin.Core.Storage;

/// <summary>Changes to many rows in many short transactions, so that nobody waits long for any of them.</summary>
internal static class PiecewiseWrite
{
    /// <summary>Repeats a piece of work until it finds fewer rows than it may change; returns how many were changed in all.</summary>
    /// <param name="database">Where.</param>
    /// <param name="rows">Rows that one piece changes at most: its LIMIT.</param>
    /// <param name="piece">One transaction's work; returns the rows that it changed.</param>
    /// <param name="cancellationToken">Stops it between two pieces; what is done stays done.</param>
    internal static async Task<long> WritePiecesAsync(
        this StateDatabase database, int rows, Func<StateTransaction, CancellationToken, Task<int>> piece, CancellationToken cancellationToken)
    {
        var changed = 0L;
        int now;
        do
        {
            now = await database.WriteAsync(piece, cancellationToken);
            changed += now;
        }
        while (now == rows);
        return changed;
    }
}
