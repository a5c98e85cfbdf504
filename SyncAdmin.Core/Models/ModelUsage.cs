namespace SyncAdmin.Core.Models;

/// <summary>What this process has asked of a provider since its start.</summary>
/// <param name="Calls">Calls answered well.</param>
/// <param name="Failures">Calls that failed, those retried too.</param>
/// <param name="QuotaRefusals">Failures with 429.</param>
/// <param name="Items">Texts and images of the answered calls.</param>
/// <param name="Tokens">What the provider charged for them; our estimate where it does not say.</param>
public sealed record ModelUsage(long Calls, long Failures, long QuotaRefusals, long Items, long Tokens);
