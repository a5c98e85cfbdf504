using FsCheck;
using FsCheck.Fluent;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.EndToEnd;
using SyncAdmin.Tests.Sync.Model;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>Random plans played to the real engine and to a model of it; one that tells them apart is made small and printed.</summary>
public abstract class SyncModelConformance
{
    /// <summary>Plays that share one state and one store.</summary>
    private const int SharedBy = 50;
    private const int MostSteps = 14;
    private const int MostStepsInSoak = 45;

    private readonly StorageProvider _provider;
    private readonly int _plans;

    private protected SyncModelConformance(StorageProvider provider, int plans) => (_provider, _plans) = (provider, plans);

    [Fact]
    public async Task Whatever_happens_source_ledger_and_store_agree_in_the_end()
    {
        var config = HeavyTests.Soak
            ? Config.QuickThrowOnFailure.WithMaxTest(10 * _plans).WithStartSize(4).WithEndSize(MostStepsInSoak)
            : Config.QuickThrowOnFailure.WithMaxTest(_plans).WithStartSize(4).WithEndSize(MostSteps).WithReplay(20_261_122, 5_001);
        var (house, played) = (await ModelHouse.CreateAsync(_provider), 0);
        try
        {
#pragma warning disable VSTHRD002 // FsCheck asks for an answer, not for a task.
            Prop.ForAll(SyncPlan.Any(), plan => PlayAsync(plan).GetAwaiter().GetResult()).Check(config);
#pragma warning restore VSTHRD002
        }
        finally
        {
            await house.DisposeAsync();
        }

        async Task PlayAsync(SyncPlan plan)
        {
            if (++played % SharedBy == 0)
            {
                await house.DisposeAsync();
                house = await ModelHouse.CreateAsync(_provider);
            }

            await using var play = new SyncPlay(house);
            await play.RunAsync(plan);
        }
    }
}
