using System.Globalization;

namespace SyncAdmin.Bench.Queue;

/// <summary>How long the bench takes, and which of its parts.</summary>
internal sealed record QueueBenchArguments(string SqlFile)
{
    internal const string Usage =
        "queue PGMQ.SQL [--only claim,send,idle,life] [--consumers 1,16,256] [--reads 1,100] [--rounds 3] [--seconds 5] [--idle-seconds 180]";

    internal string[] Only { get; private init; } = ["claim", "send", "life", "idle"];

    internal int[] Consumers { get; private init; } = [1, 16, 256];

    internal int[] Reads { get; private init; } = [1, 100];

    internal int Rounds { get; private init; } = 3;

    /// <summary>Of one round of one cell.</summary>
    internal TimeSpan Length { get; private init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the idle transaction stays open.</summary>
    internal TimeSpan Idle { get; private init; } = TimeSpan.FromSeconds(180);

    internal static QueueBenchArguments? Parse(string[] args)
    {
        if (args.Length % 2 == 0 || !File.Exists(args[0]))
        {
            return null;
        }

        var arguments = new QueueBenchArguments(args[0]);
        for (var index = 1; index < args.Length; index += 2)
        {
            var value = args[index + 1];
            arguments = args[index] switch
            {
                "--only" => arguments with { Only = value.Split(',') },
                "--consumers" => arguments with { Consumers = Numbers(value) },
                "--reads" => arguments with { Reads = Numbers(value) },
                "--rounds" => arguments with { Rounds = Numbers(value)[0] },
                "--seconds" => arguments with { Length = TimeSpan.FromSeconds(Numbers(value)[0]) },
                "--idle-seconds" => arguments with { Idle = TimeSpan.FromSeconds(Numbers(value)[0]) },
                _ => null,
            };
            if (arguments is null)
            {
                return null;
            }
        }

        return arguments;
    }

    private static int[] Numbers(string text) => [.. text.Split(',').Select(static number => int.Parse(number, CultureInfo.InvariantCulture))];
}
