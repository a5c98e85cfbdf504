namespace SyncAdmin.Core.Sync.Timeline;

/// <summary>An entry of a job's timeline, as the API and the job's page show it.</summary>
/// <param name="Id">In order of insertion.</param>
/// <param name="At">When; of repeated waits the first.</param>
/// <param name="Kind">What happened: a word of <see cref="JobEventKind"/>.</param>
/// <param name="Detail">What there is to say beyond the kind.</param>
/// <param name="By">Who did it, as <c>kind:name</c>; null: the engine.</param>
/// <param name="Until">Until when a wait lasts.</param>
/// <param name="Times">How often in a row it happened.</param>
/// <param name="CorrelationId">The job's: the same in its calls, its log lines and every entry.</param>
public sealed record SyncJobEventView(long Id, DateTimeOffset At, string Kind, string? Detail, string? By, DateTimeOffset? Until, int Times, string CorrelationId);
