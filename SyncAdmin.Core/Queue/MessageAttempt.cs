namespace SyncAdmin.Core.Queue;

/// <summary>One try that did not end well.</summary>
/// <param name="Try">Which, from 1; a replay counts from 1 again.</param>
/// <param name="LeaseNumber">Of its receipt.</param>
/// <param name="StartedAt">When it was read.</param>
/// <param name="EndedAt">When it failed; for <see cref="AttemptOutcome.Expired"/>, when that was found.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Error">What its handler said; null where it said nothing.</param>
public sealed record MessageAttempt(int Try, long LeaseNumber, DateTimeOffset StartedAt, DateTimeOffset EndedAt, AttemptOutcome Outcome, string? Error);
