using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;

namespace SyncAdmin.Bench.Vectors;

/// <summary>
/// A process to be killed: <c>vectors-writer DIRECTORY SEED</c> writes, rewrites and deletes points for ever and prints a line for each call that
/// the store has acknowledged, so that the killer knows what must be there. What it writes is a function of point and round.
/// </summary>
public static class VectorsWriter
{
    /// <summary>Collection that is written.</summary>
    public const string Collection = "killed";

    /// <summary>Vector size.</summary>
    public const int Size = 96;

    /// <summary>Points in play: few, so that slots are freed and used again all the time.</summary>
    public const int Points = 600;

    /// <summary>The id of a point.</summary>
    public static Guid IdOf(int point) => new(point, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    /// <summary>The vector of a point as written in a round; no two are alike.</summary>
    public static float[] VectorOf(int point, int round)
    {
        var random = new Random(HashCode(point, round));
        var vector = new float[Size];
        for (var i = 0; i < Size; i++)
        {
            vector[i] = (random.NextSingle() * 2) - 1;
        }

        return vector;
    }

    /// <summary>Begins after the rounds that <c>args[1]</c> says, and never ends.</summary>
    public static async Task RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var round = int.Parse(args[1], CultureInfo.InvariantCulture);
        var random = new Random(round);
        using var store = new EmbeddedVectorStore(args[0], NullLoggerFactory.Instance);
        if ((await store.ListCollectionsAsync(default)).Count == 0)
        {
            await store.CreateCollectionAsync(Collection, new CollectionSpec(Size, Distance.Dot), default);
        }

        while (true)
        {
            round++;
            var from = random.Next(Points);
            var points = Enumerable.Range(from, random.Next(1, 120)).Select(point => point % Points).ToArray();
            var isDelete = random.Next(5) == 0;
            var verb = isDelete ? "delete" : "upsert";
            Print($"begin {verb} {round} {string.Join(',', points)}");
            if (isDelete)
            {
                await store.DeleteAsync(Collection, [.. points.Select(IdOf)], null, default);
            }
            else
            {
                await store.UpsertAsync(Collection, [.. points.Select(point => new VectorPoint(IdOf(point), VectorOf(point, round), Payload(point, round)))], null, default);
            }

            Print($"done {round}");
        }
    }

    private static byte[] Payload(int point, int round) =>
        Encoding.UTF8.GetBytes($$$"""{"round":{{{round}}},"_sync":{"datasource":"d","code":"{{{point}}}"}}""");

    private static int HashCode(int point, int round) => unchecked((point * 486187739) + (round * 16777619));

    private static void Print(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
