using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Collections;

/// <summary>What the store says of a collection now.</summary>
/// <param name="Points">Exact count; null when the store did not say.</param>
/// <param name="Status"><c>green</c>, <c>yellow</c>, <c>grey</c> or <c>red</c>; null when the store did not say.</param>
/// <param name="Problem">Why it did not say, or what is wrong with the collection; null when all is well.</param>
internal sealed record LiveFigures(long? Points, string? Status, Problem? Problem);
