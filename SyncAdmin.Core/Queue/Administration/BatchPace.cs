using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>
/// How many messages the next transaction of a long command takes: as many as keep it short for whoever waits behind it. Messages differ by a thousand in size, so
/// what the last one took decides.
/// </summary>
internal sealed class BatchPace(StorageProvider provider)
{
    internal const int Most = 1_000;

    // SQLite: everybody's writes wait for it, and none should wait longer than about 10 ms.
    private readonly double _aimMilliseconds = provider == StorageProvider.Sqlite ? 8 : 100;

    internal int Size { get; private set; } = provider == StorageProvider.Sqlite ? 50 : 250;

    internal void Took(int messages, TimeSpan time)
    {
        var fitting = messages * _aimMilliseconds / Math.Max(time.TotalMilliseconds, 0.01);
        Size = (int)Math.Clamp(fitting, Math.Max(1, Size / 4.0), Math.Min(Most, Size * 2.0));
    }
}
