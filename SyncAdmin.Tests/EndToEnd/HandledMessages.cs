using System.Globalization;
using SyncAdmin.Bench.Queue;
using SyncAdmin.Core.Queue;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>What the workers' processes wrote about their messages (a file each, see <see cref="QueueWorkerProcess"/>), and what must be true of it.</summary>
internal sealed class HandledMessages
{
    private readonly Dictionary<string, long> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<Receipt, Lease> _leases = [];
    private readonly HashSet<long> _ended = [];

    /// <summary>Messages that were handled to the end at least once.</summary>
    internal int Ended => _ended.Count;

    /// <summary>Handlings that were begun.</summary>
    internal int Begun => _leases.Count;

    /// <summary>Handlings that went on beyond their lease.</summary>
    internal int Late => _leases.Values.Count(static lease => lease.Late is not null);

    /// <summary>Handlings that failed.</summary>
    internal int Failed => _leases.Values.Count(static lease => lease.Failed is not null);

    /// <summary>Of handlings that were begun and never ended: their process was killed.</summary>
    internal IReadOnlyList<Receipt> Orphans => [.. _leases.Where(static pair => pair.Value is { End: null, Failed: null, Late: null }).Select(static pair => pair.Key)];

    /// <summary>Reads what was written since the last time.</summary>
    internal void Read(string directory)
    {
        foreach (var path in Directory.EnumerateFiles(directory, "*.log"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Position = _read.GetValueOrDefault(path);
            using var reader = new StreamReader(file);
            var text = reader.ReadToEnd();
            var whole = text.LastIndexOf('\n') + 1; // ASCII: characters are bytes.
            _read[path] = _read.GetValueOrDefault(path) + whole;
            foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Take(line.Split(' '));
            }
        }
    }

    /// <summary>No message was anybody's before the lease ahead of it had ended, by its end or by its answer.</summary>
    internal void AssertNeverHeldByTwo(TimeSpan clockGrain)
    {
        foreach (var leases in _leases.GroupBy(static pair => pair.Key.Id, static pair => (Number: pair.Key.LeaseNumber, Lease: pair.Value)))
        {
            var ordered = leases.OrderBy(static one => one.Number).ToArray();
            foreach (var ((_, before), (number, next)) in ordered.Zip(ordered.Skip(1)))
            {
                var free = before.Failed ?? before.Until;
                Assert.True(next.Start >= free - clockGrain.Ticks, $"Message {leases.Key}: lease {number} began {TimeSpan.FromTicks(free - next.Start)} before the one ahead was over: {before}, {next}");
                Assert.True(before.End is null || next.Start >= before.End, $"Message {leases.Key}: lease {number} began while the one ahead was handled: {before}, {next}");
            }
        }
    }

    private void Take(string[] words)
    {
        var receipt = new Receipt(Number(words[1]), Number(words[2]));
        var at = Number(words[3]);
        if (words[0] == "start")
        {
            Assert.True(_leases.TryAdd(receipt, new Lease(at)), $"Two handlers have had the lease {receipt}.");
            return;
        }

        var lease = _leases[receipt];
        _leases[receipt] = words[0] switch
        {
            "until" => lease with { Until = at },
            "fail" => lease with { Failed = at },
            "late" => lease with { Late = at },
            "end" => lease with { End = at },
            _ => throw new InvalidOperationException($"Unknown line: {string.Join(' ', words)}"),
        };
        if (words[0] == "end")
        {
            _ended.Add(receipt.Id);
        }
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>In ticks of UTC.</summary>
    private sealed record Lease(long Start, long Until = 0, long? Failed = null, long? Late = null, long? End = null);
}
