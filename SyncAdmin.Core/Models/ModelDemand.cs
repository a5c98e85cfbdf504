namespace SyncAdmin.Core.Models;

/// <summary>What one call of a model will use of its provider's limits.</summary>
/// <param name="Items">Texts or images: a provider may count each as a request.</param>
/// <param name="EstimatedTokens">Tokens, before the provider says what it charged; see <see cref="TokenEstimate"/>.</param>
public sealed record ModelDemand(int Items, long EstimatedTokens)
{
    /// <summary>A person waits for it: it does not queue behind the calls of jobs, which pay for it by waiting longer. Default false.</summary>
    public bool IsUrgent { get; init; }
}
