using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Bench.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>A real process writes, is killed with SIGKILL at any moment, and everything it had acknowledged is there, with the right vectors.</summary>
public sealed class VectorKillTests : IDisposable
{
    private const int Kills = 8;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_no_wrong_vector_is_served()
    {
        var random = new Random(7);
        var model = new Model();
        for (var kill = 0; kill < Kills; kill++)
        {
            var acknowledged = 0;
            var target = random.Next(3, 40);
            var wait = random.Next(0, 12);
            using (var writer = new ServerProcess(
                "dotnet",
                [typeof(VectorsWriter).Assembly.Location, "vectors-writer", _directory.Path, model.LastRound.ToString(CultureInfo.InvariantCulture)],
                onLine: line => acknowledged += line.StartsWith("done", StringComparison.Ordinal) ? 1 : 0))
            {
                await Eventually.IsTrueAsync(() => Task.FromResult(Volatile.Read(ref acknowledged) >= target), TimeSpan.FromSeconds(60), () => writer.Output);
                await Task.Delay(wait); // Into the middle of whatever it is doing then.
                writer.Dispose();
                await writer.Process.WaitForExitAsync(); // And until its last line has been read.
                model.Read(writer.Output);
            }

            await VerifyAsync(model);
        }

        Assert.True(model.Rounds >= Kills * 3);
    }

    private async Task VerifyAsync(Model model)
    {
        using var store = new EmbeddedVectorStore(_directory.Path, NullLoggerFactory.Instance);
        Assert.Equal("green", (await store.GetCollectionAsync(VectorsWriter.Collection, None))!.Status);
        var stored = (await store.GetAsync(VectorsWriter.Collection, [.. Enumerable.Range(0, VectorsWriter.Points).Select(VectorsWriter.IdOf)], true, None))
            .ToDictionary(point => point.Id);
        for (var point = 0; point < VectorsWriter.Points; point++)
        {
            var round = 0;
            if (stored.TryGetValue(VectorsWriter.IdOf(point), out var found))
            {
                round = JsonDocument.Parse(found.Payload).RootElement.GetProperty("round").GetInt32();
                Assert.Equal(VectorsWriter.VectorOf(point, round), found.Vector.ToArray());
            }

            Assert.True(
                model.MayBe(point, round),
                $"Point {point} is as of round {round}; acknowledged was {model.Describe(point)}.");
            model.Settle(point, round);
        }

        Assert.True(model.IsWhole, "Of the call that was under way only a part was done.");
        Assert.Equal(stored.Count, await store.CountAsync(VectorsWriter.Collection, null, None));
        model.Settled();
    }

    /// <summary>What the writer said: the acknowledged round of each point (0: absent), and what was under way when it was killed.</summary>
    private sealed class Model
    {
        private readonly int[] _rounds = new int[VectorsWriter.Points];
        private bool? _isDone;
        private (bool IsDelete, int Round, HashSet<int> Points)? _underWay;

        internal int LastRound { get; private set; }

        internal int Rounds { get; private set; }

        /// <summary>False when the call under way was done for some of its points only.</summary>
        internal bool IsWhole { get; private set; } = true;

        internal void Read(string output)
        {
            foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var words = line.Trim().Split(' ');
                switch (words[0])
                {
                    case "begin" when words.Length == 4:
                        LastRound = int.Parse(words[2], CultureInfo.InvariantCulture);
                        _underWay = (words[1] is "delete", LastRound, [.. words[3].Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))]);
                        break;
                    case "done":
                        foreach (var point in _underWay!.Value.Points)
                        {
                            _rounds[point] = _underWay.Value.IsDelete ? 0 : _underWay.Value.Round;
                        }

                        _underWay = null;
                        Rounds++;
                        break;
                }
            }
        }

        // What was under way may have been done or not.
        internal bool MayBe(int point, int round) =>
            round == _rounds[point] || (_underWay is { } call && call.Points.Contains(point) && round == (call.IsDelete ? 0 : call.Round));

        internal void Settle(int point, int round)
        {
            if (_underWay is { } call && call.Points.Contains(point) && _rounds[point] != (call.IsDelete ? 0 : call.Round))
            {
                var isDone = round != _rounds[point];
                IsWhole &= _isDone is null || _isDone == isDone;
                _isDone = isDone;
            }

            _rounds[point] = round;
        }

        internal void Settled() => (_underWay, _isDone) = (null, null);

        internal string Describe(int point) => $"round {_rounds[point]}, under way {_underWay}";
    }
}
