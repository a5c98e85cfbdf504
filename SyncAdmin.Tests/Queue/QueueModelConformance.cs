using FsCheck;
using FsCheck.Fluent;
using SyncAdmin.Tests.EndToEnd;
using SyncAdmin.Tests.Queue.Model;
using Xunit;

namespace SyncAdmin.Tests.Queue;

/// <summary>Random plans played to a real queue and to a model of it; one that tells them apart is made small and printed.</summary>
public abstract class QueueModelConformance
{
    private readonly QueueHouse _house;

    private protected QueueModelConformance(QueueHouse house) => _house = house;

    [Fact]
    public void Whatever_happens_a_queue_does_what_its_model_does() => Check(readerTime: null, tries: (1, 4), plans: 70);

    private protected void Check(TimeProvider? readerTime, (int Least, int Most) tries, int plans)
    {
        var config = HeavyTests.Soak
            ? Config.QuickThrowOnFailure.WithMaxTest(3_000).WithEndSize(120)
            : Config.QuickThrowOnFailure.WithMaxTest(plans).WithEndSize(50).WithReplay(20_261_122, 8_501);
#pragma warning disable VSTHRD002 // FsCheck asks for an answer, not for a task.
        Prop.ForAll(QueuePlan.Any(tries), plan => new QueuePlay(_house, readerTime).RunAsync(plan).GetAwaiter().GetResult()).Check(config);
#pragma warning restore VSTHRD002
    }
}
