namespace SyncAdmin.Core.Sync.Planning;

/// <summary>Why rows can't be synced.</summary>
/// <param name="Code">Catalogue code.</param>
/// <param name="Title">What it is.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Count">Rows.</param>
/// <param name="Example">What happened to the first of them.</param>
public sealed record PlanCause(string Code, string Title, string Remedy, long Count, string Example);
