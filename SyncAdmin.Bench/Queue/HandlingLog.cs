using System.Globalization;
using System.Text;
using SyncAdmin.Core.Queue;

namespace SyncAdmin.Bench.Queue;

/// <summary>What the handlers of one process did, a line each: <c>what id lease-number ticks</c>. Each line is one write to the kernel, so a kill loses none that was written.</summary>
internal sealed class HandlingLog(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Dispose() => _file.Dispose();

    internal void Write(string what, Receipt receipt, DateTimeOffset at)
    {
        var line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what} {receipt.Id} {receipt.LeaseNumber} {at.UtcTicks}\n"));
        lock (_lock)
        {
            _file.Write(line);
        }
    }
}
