using SyncAdmin.Core.Connectors.Api;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Sync;

public sealed class FailureVerdictTests
{
    private static readonly Problem Busy = new(ErrorCatalog.ApiUnavailable, "Busy.");

    [Fact]
    public void A_job_waits_as_long_as_an_API_source_asks() =>
        Assert.Equal(new FailureVerdict(Busy, "source", TimeSpan.FromHours(1)), Of(PipelineStage.Source, Asking(TimeSpan.FromHours(1))));

    [Fact]
    public void A_job_waits_as_long_as_the_vector_store_asks() =>
        Assert.Equal(TimeSpan.FromMinutes(2), Of(PipelineStage.Store, new VectorStoreException(new Problem(ErrorCatalog.QdrantBusy, "Busy."), canRetry: true, TimeSpan.FromMinutes(2))).RetryAfter);

    [Fact]
    public void Without_a_word_the_job_backs_off_by_itself() => Assert.Null(Of(PipelineStage.Source, new ProblemException(Busy)).RetryAfter);

    [Fact]
    public void A_job_does_not_wait_for_a_paging_that_somebody_has_to_set()
    {
        var unpaged = new Problem(ErrorCatalog.ApiPagingMissing, "There is more.");

        Assert.Equal(new FailureVerdict(unpaged), Of(PipelineStage.Source, new ProblemException(unpaged)));
    }

    private static FailureVerdict Of(PipelineStage stage, Exception cause) => FailureVerdict.Of(new StageException(stage, cause), DateTimeOffset.UnixEpoch);

    private static ProblemException Asking(TimeSpan wait) => new(Busy, new ApiCallException(Busy, canRetry: true) { RetryAfter = wait });
}
