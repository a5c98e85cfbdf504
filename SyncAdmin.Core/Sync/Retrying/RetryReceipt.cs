namespace SyncAdmin.Core.Sync.Retrying;

/// <summary>What a retry has put on its way.</summary>
/// <param name="JobId">The job that retries them; where there were more than one delivery takes, and the job had begun meanwhile, the last of them.</param>
/// <param name="Records">Records.</param>
/// <param name="Skipped">Errors whose record has no key to ask for.</param>
public sealed record RetryReceipt(Guid JobId, long Records, long Skipped);
