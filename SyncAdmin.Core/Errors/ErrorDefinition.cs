namespace SyncAdmin.Core.Errors;

/// <summary>One entry of the error catalogue: what people look up, translate and group by.</summary>
/// <param name="Code">Stable, <c>SYNC-</c> and a number; never used twice.</param>
/// <param name="Kind">How the API answers.</param>
/// <param name="Title">What happened, in a few words; the same for every occurrence.</param>
/// <param name="Remedy">What to do next, one sentence.</param>
public sealed record ErrorDefinition(string Code, ProblemKind Kind, string Title, string Remedy);
