using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Models.Gemini;
using SyncAdmin.Core.Sync;
using SyncAdmin.Tests.Models;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>Whatever a provider does, a sync ends right or waits with the reason, no record is lost, and a poisoned one ends alone.</summary>
public sealed class ProviderFaultTests
{
    private const int Records = 600;
    private const string Poison = "☠";

    /// <summary>Each provider with each way to misbehave that passes.</summary>
    public static TheoryData<string, string> Passing()
    {
        var data = new TheoryData<string, string>();
        foreach (var provider in new[] { "gemini", "openai" })
        {
            foreach (var fault in new[] { "quota with a delay", "quota without a word", "error 500", "error 503", "hang", "cut-off body", "no JSON", "too few vectors", "a NaN" })
            {
                data.Add(provider, fault);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_passes_costs_time_and_nothing_else(string provider, string fault)
    {
        await using var test = await StartAsync(provider);
        test.Provider.Server.Next(fault switch
        {
            "quota with a delay" => test.Provider.QuotaWithDelay,
            "quota without a word" => FakeGemini.EmptyRefusal,
            "error 500" => new FakeAnswer { Status = 500, Body = "" },
            "error 503" => new FakeAnswer { Status = 503, Body = "<html>" },
            "hang" => FakeAnswer.Hang,
            "cut-off body" => FakeAnswer.CutOff,
            "no JSON" => FakeAnswer.Html,
            "too few vectors" => FakeAnswer.WrongCount,
            _ => FakeAnswer.NotANumber,
        });

        var job = await test.World.SyncAsync(test.Datasource);

        Assert.Equal((SyncJobStatus.Completed, Records, 0L), (job.Status, (int)job.SuccessfulRecords, job.FailedRecords));
        Assert.Equal(Records, (await test.World.PointsAsync()).Count);
        Assert.Equal(1, (await test.World.State.JobAsync(job.Id)).Attempts);
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task A_quota_that_is_waited_for_is_said_in_the_jobs_log_once(string provider)
    {
        await using var test = await StartAsync(provider);
        test.Provider.Server.Next(test.Provider.QuotaWithDelay, test.Provider.QuotaWithDelay, test.Provider.QuotaWithDelay);

        var job = await test.World.SyncAsync(test.Datasource);

        Assert.Single(job.LogTail, line => line.Contains("waiting for quota until", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task A_quota_for_hours_makes_the_job_wait_until_then_and_a_person_may_resume_it_sooner(string provider)
    {
        await using var test = await StartAsync(provider);
        test.Provider.Server.Next(FakeAnswer.Good, FakeAnswer.Good);
        test.Provider.Server.Always = test.Provider.QuotaForLong;
        var id = (await test.World.StartFullAsync(test.Datasource)).Required().Id;

        var waiting = await test.World.UntilAsync(id, job => job.WaitReason is not null);
        test.Provider.Server.Always = FakeAnswer.Good;
        var callsThen = test.Provider.Server.Calls;

        Assert.Equal((SyncJobStatus.Pending, "quota", test.Provider.LongQuotaError.Code), (waiting.Status, waiting.WaitReason, waiting.ErrorCode));
        Assert.InRange(callsThen, 3, 2 + 4); // No call but those that were on their way together.
        var until = provider == "gemini" ? PacificDay.NextMidnight(TimeProvider.System.GetUtcNow()) : TimeProvider.System.GetUtcNow().AddHours(2);
        Assert.InRange(waiting.ResumeAfter!.Value - until, TimeSpan.FromSeconds(-10), TimeSpan.FromSeconds(10));

        SyncJobView job = waiting;
        await Servers.Eventually.IsTrueAsync(
            async () =>
            {
                // The gate remembers the refusal for two seconds.
                await test.World.Service.ResumeAsync(id, Actor.System, CancellationToken.None);
                job = await test.World.UntilAsync(id, view => view.Status == SyncJobStatus.Completed || view.WaitReason is not null);
                return job.Status == SyncJobStatus.Completed;
            },
            TimeSpan.FromSeconds(20),
            () => test.World.Log.ToString());
        Assert.Equal(Records, (int)job.SuccessfulRecords);
        Assert.Equal(Records, (await test.World.PointsAsync()).Count);
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task A_provider_that_stays_down_makes_the_job_wait_and_it_goes_on_by_itself(string provider)
    {
        await using var test = await StartAsync(provider);
        test.Provider.Server.Next(FakeAnswer.Good);
        test.Provider.Server.Always = new FakeAnswer { Status = 500, Body = "" };
        var id = (await test.World.StartFullAsync(test.Datasource)).Required().Id;
        await test.World.UntilAsync(id, view => view.WaitReason == "provider");
        test.Provider.Server.Always = FakeAnswer.Good;

        var job = await test.World.EndOfAsync(id);

        Assert.Equal((SyncJobStatus.Completed, Records), (job.Status, (int)job.SuccessfulRecords));
        Assert.Equal(Records, (await test.World.PointsAsync()).Count);
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task Vectors_of_another_length_fail_the_job_with_the_remedy_and_the_next_run_loses_nothing(string provider)
    {
        await using var test = await StartAsync(provider);
        test.Provider.Server.Next(FakeAnswer.Good, FakeAnswer.Good);
        test.Provider.Server.Always = FakeAnswer.WrongLength;

        var failed = await test.World.SyncAsync(test.Datasource);
        test.Provider.Server.Always = FakeAnswer.Good;
        var job = await test.World.SyncAsync(test.Datasource);

        Assert.Equal((SyncJobStatus.Failed, "SYNC-3007"), (failed.Status, failed.ErrorCode));
        Assert.Equal((SyncJobStatus.Completed, Records), (job.Status, (int)job.SuccessfulRecords));
        Assert.Equal(Records, (await test.World.PointsAsync()).Count);
    }

    [Theory]
    [InlineData("gemini", false, "SYNC-3006")]
    [InlineData("openai", false, "SYNC-3006")]
    [InlineData("gemini", true, "SYNC-3008")]
    [InlineData("openai", true, "SYNC-3008")]
    public async Task A_poisoned_record_ends_alone_with_its_code_and_the_batches_are_whole_again(string provider, bool isNaN, string code)
    {
        await using var test = await StartAsync(provider);
        test.World.Source.Put(250, "product " + Poison);
        (test.Provider.Server.Marker, test.Provider.Server.MarkedAnswer) = isNaN ? (Poison, new FakeAnswer { Number = "0" }) : (null, FakeAnswer.Good);
        test.Provider.Server.RejectedMarker = isNaN ? null : Poison;

        var job = await test.World.SyncAsync(test.Datasource);
        var errors = await test.World.Service.ErrorsAsync(job.Id, 1, 10, CancellationToken.None);

        Assert.Equal((SyncJobStatus.Completed, Records - 1, 1L), (job.Status, (int)job.SuccessfulRecords, job.FailedRecords));
        Assert.Equal(("250", code), (Assert.Single(errors.Required().Items).RecordIdentifier, errors.Required().Items[0].ErrorType));
        Assert.Equal(Records - 1, (await test.World.PointsAsync()).Count);
        // 6 batches, of which one is halved: 100, 50 50, 25 25, 13 12, 7 6, 4 3, 2 2, 1 1 at most; the others stay whole.
        Assert.InRange(test.Provider.Server.Calls, 6 + 12, 6 + 14);
    }

    private static async Task<Test> StartAsync(string provider)
    {
        var (under, world) = (await ProviderUnderTest.StartAsync(provider), await SyncWorld.CreateAsync());
        world.Source.PutMany(Records);
        world.Provider = under.Embedder;
        var datasource = await world.State.AddDatasourceAsync();
        await world.StartEngineAsync();
        return new Test(under, world, datasource);
    }

    private sealed record Test(ProviderUnderTest Provider, SyncWorld World, Datasource Datasource) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await World.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
