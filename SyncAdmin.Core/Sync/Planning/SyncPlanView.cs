namespace SyncAdmin.Core.Sync.Planning;

/// <summary>A dry run over the whole source: what a full sync that starts now would do. Nothing was written; only the new ones among its samples were embedded.</summary>
public sealed record SyncPlanView : SyncEstimate
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose records.</summary>
    public required Guid DatasourceId { get; init; }

    /// <summary>For people.</summary>
    public required string DatasourceName { get; init; }

    /// <summary>Where they go; made by the first sync when it does not exist.</summary>
    public required string Collection { get; init; }

    /// <summary>Provider, model, dimensions and prefix version.</summary>
    public required string Model { get; init; }

    /// <summary>When the plan was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How long the plan itself took.</summary>
    public required double Seconds { get; init; }

    /// <summary>
    /// What <see cref="SyncEstimate.Tokens"/> stand on: <c>samples</c> (what the provider charged for them), <c>letters</c> (counted, no provider was
    /// asked or it did not answer), <c>none</c> (nothing costs tokens).
    /// </summary>
    public required string TokensFrom { get; init; }

    /// <summary>
    /// What <see cref="SyncEstimate.Minutes"/> stand on: <c>limits</c> (of the provider's key), <c>history</c> (an earlier job of this datasource),
    /// <c>latency</c> (of the provider's answers, at the configured concurrency), <c>reading</c> (there is little to write), <c>assumed</c> (nothing was measured yet).
    /// </summary>
    public required string MinutesFrom { get; init; }

    /// <summary>Money (USD) that one job of this datasource may spend; null: no cap.</summary>
    public decimal? Budget { get; init; }

    /// <summary>The estimate may reach the cap: the job would wait there.</summary>
    public bool ExceedsBudget { get; init; }

    /// <summary>More would be deleted than <c>deletePolicy.maxShare</c> allows without asking: the job would wait for a decision.</summary>
    public bool DeletesNeedDecision { get; init; }

    /// <summary>So many rows can't be synced that the job would stop (SYNC-5101).</summary>
    public bool ExceedsErrorBudget { get; init; }

    /// <summary>Points that the store has lost although the ledger knows them: counted under <see cref="SyncEstimate.Create"/>, for they are written again.</summary>
    public long LostPoints { get; init; }

    /// <summary>Columns that the query did not have at the last run.</summary>
    public IReadOnlyList<string> NewColumns { get; init; } = [];

    /// <summary>Why rows can't be synced, the most frequent first.</summary>
    public required IReadOnlyList<PlanCause> InvalidCauses { get; init; }

    /// <summary>Five records, of each sort of change as far as there are any.</summary>
    public required IReadOnlyList<PlanSample> Samples { get; init; }
}
