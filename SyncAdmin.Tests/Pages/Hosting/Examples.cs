using System.Text.Json;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Planning;

namespace SyncAdmin.Tests.Pages.Hosting;

/// <summary>Things to show.</summary>
internal static class Examples
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    internal static SyncJobView Job(SyncJobStatus status = SyncJobStatus.Running) => new()
    {
        Id = Guid.Parse("0194bbbb-0000-7000-8000-000000000001"),
        DatasourceId = Guid.Parse("0194aaaa-0000-7000-8000-000000000001"),
        DatasourceName = "shop",
        Type = SyncJobType.Full,
        Status = status,
        TotalRecords = 202_910,
        ProcessedRecords = 51_200,
        SuccessfulRecords = 39_129,
        SkippedRecords = 12_034,
        FailedRecords = 37,
        Progress = 25.23,
        RecordsPerSecond = status == SyncJobStatus.Running ? 1_234.4 : null,
        EtaSeconds = status == SyncJobStatus.Running ? 122.9 : null,
        Batches = 512,
        EmbeddedRecords = 39_166,
        EmbeddingTokens = 1_021_560,
        EstimatedCost = 0.1532m,
        StartedAt = Now.AddSeconds(-42),
        CompletedAt = status is SyncJobStatus.Running or SyncJobStatus.Pending ? null : Now.AddSeconds(-1),
        CorrelationId = "0194c0ffee0070008000000000000001",
        StartedBy = "user:Ada",
        CreatedAt = Now.AddSeconds(-43),
    };

    internal static SyncPlanComparison Plan => new()
    {
        PlanId = Guid.Parse("0194dddd-0000-7000-8000-000000000001"),
        MadeAt = Now.AddMinutes(-5),
        Estimate = new SyncEstimate
        {
            TotalRecords = 202_910,
            Create = 30_000,
            UpdateText = 8_000,
            UpdatePayload = 1_000,
            Tokens = 1_020_000,
            TokensRange = new EstimateRange<long>(920_000, 1_120_000),
            Cost = 0.153m,
            CostRange = new EstimateRange<decimal>(0.138m, 0.168m),
            Minutes = 1.5,
            MinutesRange = new EstimateRange<double>(1, 2),
        },
        Actual = new SyncPlanActual { Written = 39_129, Embedded = 39_166, Tokens = 1_021_560, Cost = 0.1532m, Minutes = 1.2 },
    };

    internal static SyncPlanView NewPlan => new()
    {
        Id = Plan.PlanId,
        DatasourceId = Job().DatasourceId,
        DatasourceName = "shop",
        Collection = "products",
        Model = "gemini/gemini-embedding-001/768/v1",
        CreatedAt = Now,
        Seconds = 3,
        Create = Plan.Estimate.Create,
        UpdateText = Plan.Estimate.UpdateText,
        Tokens = Plan.Estimate.Tokens,
        TokensRange = Plan.Estimate.TokensRange,
        TokensFrom = "samples",
        Cost = Plan.Estimate.Cost,
        CostRange = Plan.Estimate.CostRange,
        MinutesRange = Plan.Estimate.MinutesRange,
        MinutesFrom = "limits",
        Budget = 0.16m,
        ExceedsBudget = true,
        DeletesNeedDecision = true,
        ExceedsErrorBudget = true,
        NewColumns = ["colour"],
        InvalidCauses = [new PlanCause("SYNC-4003", "The record has no text", "Fill it.", 12, "Record 1 has no text.")],
        Samples = [],
    };

    internal static SyncErrorView Error(int number) => new(
        Guid.Parse($"0194eeee-0000-7000-8000-{number:000000000000}"),
        Job().Id,
        $"R-{number}",
        "SYNC-0000",
        "The record has no text",
        $"Record {number}: name is empty.",
        "Fill the name.",
        JsonSerializer.SerializeToElement(new { id = number, name = (string?)null, note = "<b>ñ</b>" }),
        0,
        Resolved: false,
        Now.AddMinutes(-3));
}
