using FsCheck;
using FsCheck.Fluent;

namespace SyncAdmin.Tests.Queue.Model;

/// <summary>What happens to a queue, in order; random, and small once it has failed.</summary>
internal sealed record QueuePlan(IReadOnlyList<QueueStep> Steps)
{
    /// <param name="tries">How often messages are tried, at least and at most.</param>
    internal static Arbitrary<QueuePlan> Any((int Least, int Most) tries)
    {
        var step = Step(tries);
        var plans = Gen.Sized(size => Gen.Choose(1, Math.Max(1, size)).SelectMany(length => step.ListOf(length))).Select(static steps => new QueuePlan([.. steps]));
        return Arb.From(plans, plan => plan.Smaller().Where(smaller => smaller.Steps.OfType<QueueStep.Send>().All(send => send.Tries >= tries.Least)));
    }

    public override string ToString() => string.Join("; ", Steps);

    private static Gen<QueueStep> Step((int Least, int Most) tries)
    {
        var back = Gen.Frequency((6, Gen.Constant(0)), (3, Gen.Choose(0, 2)), (1, Gen.Choose(0, 20)));
        var off = Gen.Frequency((12, Gen.Constant(0)), (1, Gen.Elements(-1, 1)));
        var seconds = Gen.Elements(0, 1, 2, 4, 5, 30, 60);
        var receipt = back.Zip(off);
        var send =
            from priority in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Elements(-1, 1, 100)))
            from delay in Gen.Frequency((4, Gen.Constant(0)), (1, seconds))
            from grouping in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(1, 2)))
            from key in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
            from most in Gen.Choose(tries.Least, tries.Most)
            select (QueueStep)new QueueStep.Send(priority, delay, grouping, key, most);
        var fail =
            from held in receipt
            from retry in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, seconds.Select(static value => (int?)value)))
            from permanent in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
            select (QueueStep)new QueueStep.Fail(held.Item1, held.Item2, retry, permanent);
        return Gen.Frequency(
            (7, send),
            (7, Gen.Choose(1, 4).Zip(Gen.Elements(5, 30), static (count, lease) => (QueueStep)new QueueStep.Read(count, lease))),
            (4, receipt.Select(static held => (QueueStep)new QueueStep.Acknowledge(held.Item1, held.Item2))),
            (1, Gen.Constant<QueueStep>(new QueueStep.AcknowledgeAll())),
            (3, fail),
            (1, receipt.Zip(seconds, static (held, span) => (QueueStep)new QueueStep.Extend(held.Item1, held.Item2, span))),
            (1, receipt.Select(static held => (QueueStep)new QueueStep.Release(held.Item1, held.Item2))),
            (4, Gen.Elements(1, 2, 4, 5, 30, 31).Select(static span => (QueueStep)new QueueStep.Pass(span))),
            (1, Gen.Constant<QueueStep>(new QueueStep.Crash())),
            (1, Gen.Constant<QueueStep>(new QueueStep.Pause())),
            (3, Gen.Constant<QueueStep>(new QueueStep.Resume())));
    }

    /// <summary>Without a half, a quarter … a single step; then with one step simpler.</summary>
    private IEnumerable<QueuePlan> Smaller()
    {
        for (var length = Steps.Count / 2; length > 0; length /= 2)
        {
            for (var start = 0; start < Steps.Count; start += length)
            {
                yield return new QueuePlan([.. Steps.Take(start), .. Steps.Skip(start + length)]);
            }
        }

        foreach (var (index, step) in Steps.Index())
        {
            foreach (var simpler in step.Simpler())
            {
                yield return new QueuePlan([.. Steps.Take(index), simpler, .. Steps.Skip(index + 1)]);
            }
        }
    }
}
