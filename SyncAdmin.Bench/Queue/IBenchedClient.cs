namespace SyncAdmin.Bench.Queue;

/// <summary>Holds one connection and does one thing at a time.</summary>
internal interface IBenchedClient : IAsyncDisposable
{
    /// <summary>Sends messages in one call.</summary>
    Task SendAsync(int count);

    /// <summary>Reads up to <paramref name="count"/> messages in one call and ends them in another.</summary>
    /// <returns>How many there were.</returns>
    Task<int> CycleAsync(int count);
}
