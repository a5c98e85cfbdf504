namespace SyncAdmin.Tests.Sync.Model;

/// <summary>One thing that happens to a source or to the engines. Records are named by a small id, codes by a small number, so that plans meet the same ones again.</summary>
internal abstract record SyncStep
{
    /// <summary>What is tried instead to make a counterexample smaller.</summary>
    internal virtual IEnumerable<SyncStep> Simpler() => [];

    /// <summary>Records 1 to so many.</summary>
    internal sealed record Fill(int Count) : SyncStep
    {
        internal override IEnumerable<SyncStep> Simpler() => Enumerable.Range(1, Count - 1).Select(static count => new Fill(count));
    }

    /// <param name="Text">0: the text stays, 1: a text that was never there, 2: the one before.</param>
    internal sealed record Put(int Id, int Text) : SyncStep;

    internal sealed record Remove(int Id) : SyncStep;

    internal sealed record Rename(int Id, int Code) : SyncStep;

    /// <summary>The same record under another key.</summary>
    internal sealed record Rekey(int Id, int To) : SyncStep;

    /// <summary>A transaction that had its change value long before it committed.</summary>
    internal sealed record CommitLate(int Id, int Back) : SyncStep;

    internal sealed record Start(bool Incremental) : SyncStep;

    internal sealed record Deliver(Naming By, IReadOnlyList<int> Names) : SyncStep
    {
        internal override IEnumerable<SyncStep> Simpler() => Names.Count > 1 ? Names.Select(name => this with { Names = [name] }) : [];

        public override string ToString() => $"Deliver {By} {string.Join(' ', Names)}";
    }

    /// <summary>The engine works until it has no more to do, while something happens at some of its calls to the outside.</summary>
    internal sealed record Work(IReadOnlyList<(int Call, SyncStep Step)> Meanwhile) : SyncStep
    {
        internal override IEnumerable<SyncStep> Simpler()
        {
            foreach (var (index, (call, step)) in Meanwhile.Index())
            {
                yield return this with { Meanwhile = [.. Meanwhile.Take(index), .. Meanwhile.Skip(index + 1)] };
                foreach (var simpler in step.Simpler())
                {
                    yield return this with { Meanwhile = [.. Meanwhile.Take(index), (call, simpler), .. Meanwhile.Skip(index + 1)] };
                }
            }
        }

        public override string ToString() => $"Work [{string.Join(", ", Meanwhile.Select(static one => $"{one.Call}: {one.Step}"))}]";
    }

    internal sealed record Pass(int Seconds) : SyncStep;

    internal sealed record Decide(bool Accept) : SyncStep;

    internal sealed record Cancel : SyncStep;

    internal sealed record Resume : SyncStep;

    /// <summary>The process is gone: none of its calls has any effect from now on, and none returns.</summary>
    internal sealed record Kill : SyncStep;

    /// <summary>The lease runs out, and another process takes all work over and ends it, before the one that had it goes on.</summary>
    internal sealed record Steal : SyncStep;

    /// <summary>The call fails; where it has ended already, its answer is lost. Nothing outside of a call.</summary>
    /// <param name="Lasting">The other side is away: the job waits. Otherwise the job fails.</param>
    internal sealed record Fault(bool Lasting) : SyncStep;

    internal enum Naming
    {
        Webhook,
        Record,
        Retry,
        Delete,
    }
}
