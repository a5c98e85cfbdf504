using FsCheck;
using FsCheck.Fluent;

namespace SyncAdmin.Tests.Sync.Model;

/// <summary>What happens to a source and its engines, in order; random, and small once it has failed.</summary>
internal sealed record SyncPlan(IReadOnlyList<SyncStep> Steps)
{
    private const int Records = 7;
    private const int Codes = 4;

    internal static Arbitrary<SyncPlan> Any()
    {
        var step = Step();
        var plans = Gen.Sized(size => Gen.Choose(1, Math.Max(1, size)).SelectMany(length => step.ListOf(length))).Select(static steps => new SyncPlan([.. steps]));
        return Arb.From(plans, static plan => plan.Smaller());
    }

    public override string ToString() => string.Join("; ", Steps);

    private static Gen<SyncStep> Step()
    {
        var id = Gen.Choose(1, Records);
        var put = id.Zip(Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Constant(1)), (4, Gen.Constant(2))), static (record, text) => (SyncStep)new SyncStep.Put(record, text));
        var change = Gen.Frequency(
            (6, put),
            (3, id.Select(static record => (SyncStep)new SyncStep.Remove(record))),
            (2, id.Zip(Gen.Choose(1, Codes), static (record, code) => (SyncStep)new SyncStep.Rename(record, code))),
            (1, id.Zip(id, static (record, to) => (SyncStep)new SyncStep.Rekey(record, to))),
            (1, id.Zip(Gen.Choose(1, 10), static (record, back) => (SyncStep)new SyncStep.CommitLate(record, back))));
        var deliver =
            from naming in Gen.Frequency((5, Gen.Constant(SyncStep.Naming.Webhook)), (2, Gen.Constant(SyncStep.Naming.Record)), (2, Gen.Constant(SyncStep.Naming.Retry)), (1, Gen.Constant(SyncStep.Naming.Delete)))
            from count in Gen.Choose(1, 3)
            from names in Gen.Choose(1, naming == SyncStep.Naming.Retry ? Records : Records + Codes).ListOf(count)
            select (SyncStep)new SyncStep.Deliver(naming, [.. names.Distinct()]);
        var disturb = Gen.Frequency(
            (4, change),
            (2, deliver),
            (2, Gen.Constant<SyncStep>(new SyncStep.Kill())),
            (1, Gen.Constant<SyncStep>(new SyncStep.Steal())),
            (2, Gen.Elements(true, true, false).Select(static lasting => (SyncStep)new SyncStep.Fault(lasting))),
            (1, Gen.Constant<SyncStep>(new SyncStep.Cancel())));
        var work =
            from count in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Constant(1)), (2, Gen.Constant(2)), (2, Gen.Choose(3, 5)))
            from disturbances in Gen.Frequency((2, Gen.Choose(1, 20)), (2, Gen.Choose(1, 50))).Zip(disturb, static (call, step) => (call, step)).ListOf(count)
            select (SyncStep)new SyncStep.Work([.. disturbances]);
        return Gen.Frequency(
            (1, Gen.Choose(1, Records).Select(static count => (SyncStep)new SyncStep.Fill(count))),
            (7, change),
            (4, deliver),
            (4, Gen.Elements(true, false).Select(static incremental => (SyncStep)new SyncStep.Start(incremental))),
            (9, work),
            (2, Gen.Elements(5, 20, 400).Select(static seconds => (SyncStep)new SyncStep.Pass(seconds))),
            (1, Gen.Elements(true, false).Select(static accept => (SyncStep)new SyncStep.Decide(accept))),
            (1, Gen.Constant<SyncStep>(new SyncStep.Cancel())),
            (1, Gen.Constant<SyncStep>(new SyncStep.Resume())),
            (1, Gen.Constant<SyncStep>(new SyncStep.Kill())));
    }

    /// <summary>Without a half, a quarter … a single step; then with one step simpler.</summary>
    private IEnumerable<SyncPlan> Smaller()
    {
        for (var length = Steps.Count / 2; length > 0; length /= 2)
        {
            for (var start = 0; start < Steps.Count; start += length)
            {
                yield return new SyncPlan([.. Steps.Take(start), .. Steps.Skip(start + length)]);
            }
        }

        foreach (var (index, step) in Steps.Index())
        {
            foreach (var simpler in step.Simpler())
            {
                yield return new SyncPlan([.. Steps.Take(index), simpler, .. Steps.Skip(index + 1)]);
            }
        }
    }
}
