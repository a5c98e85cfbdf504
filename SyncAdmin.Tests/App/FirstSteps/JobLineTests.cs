using SyncAdmin.App.FirstSteps;
using SyncAdmin.Core.Sync;
using Xunit;

namespace SyncAdmin.Tests.App.FirstSteps;

public sealed class JobLineTests
{
    private static readonly SyncJobView Job = new()
    {
        Id = Guid.Empty,
        DatasourceId = Guid.Empty,
        DatasourceName = "shop",
        Type = SyncJobType.Full,
        Status = SyncJobStatus.Running,
        CorrelationId = "c",
        StartedBy = "system",
        TotalRecords = 5000,
        ProcessedRecords = 1250,
        Progress = 25,
        RecordsPerSecond = 1234.5,
        EtaSeconds = 3.04,
    };

    [Fact]
    public void A_running_job_shows_bar_count_rate_and_time_to_go() =>
        Assert.Equal("Sample  [######..................]  1,250 of 5,000  1,234/s  4 s to go", JobLine.Of("Sample", Job));

    [Fact]
    public void A_job_that_has_not_counted_yet_is_starting() =>
        Assert.Equal(
            "Sample  [........................]  starting",
            JobLine.Of("Sample", Job with { Status = SyncJobStatus.Pending, TotalRecords = null, ProcessedRecords = 0, Progress = null }));

    [Fact]
    public void A_job_whose_total_is_unknown_shows_its_count() =>
        Assert.Equal("Sample  [........................]  1,250", JobLine.Of("Sample", Job with { TotalRecords = null, Progress = null, RecordsPerSecond = null, EtaSeconds = null }));

    [Fact]
    public void A_completed_job_shows_how_long_it_took_and_what_failed() =>
        Assert.Equal(
            "Sample  [########################]  5,000 of 5,000  done in 2.5 s, 1 failed",
            JobLine.Of("Sample", Job with
            {
                Status = SyncJobStatus.Completed,
                ProcessedRecords = 5000,
                Progress = 100,
                FailedRecords = 1,
                StartedAt = DateTimeOffset.UnixEpoch,
                CompletedAt = DateTimeOffset.UnixEpoch.AddSeconds(2.5),
            }));

    [Fact]
    public void A_failed_job_shows_its_code_and_reason() =>
        Assert.EndsWith("failed: SYNC-5001 Why.", JobLine.Of("Sample", Job with { Status = SyncJobStatus.Failed, ErrorCode = "SYNC-5001", ErrorMessage = "Why." }), StringComparison.Ordinal);

    [Fact]
    public void A_waiting_job_shows_why() =>
        Assert.EndsWith("waits: disk", JobLine.Of("Sample", Job with { Status = SyncJobStatus.Pending, WaitReason = "disk" }), StringComparison.Ordinal);
}
