namespace SyncAdmin.Bench.Queue;

/// <summary>A queue on the bench, alone in a database of its own on the server that both share.</summary>
internal interface IBenchedQueue : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Its database.</summary>
    string Database { get; }

    /// <summary>Takes every message away, and what is kept of those that ended.</summary>
    void Empty();

    /// <summary>One consumer or producer with its connection.</summary>
    Task<IBenchedClient> ConnectAsync();
}
