namespace SyncAdmin.Core.Sync.Retrying;

/// <summary>What several records of a job failed of.</summary>
/// <param name="ErrorType">Code of the error catalogue: what a retry by cause names.</param>
/// <param name="Title">What it means.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Count">Records that it was met at.</param>
/// <param name="Unresolved">Those of them that are still to be mended.</param>
/// <param name="RecordIdentifier">One of the records.</param>
/// <param name="ErrorMessage">What happened to that one.</param>
/// <param name="LastAt">When it was last met.</param>
public sealed record SyncErrorCause(
    string ErrorType, string Title, string Remedy, long Count, long Unresolved, string RecordIdentifier, string ErrorMessage, DateTimeOffset LastAt);
