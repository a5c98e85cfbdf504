using SyncAdmin.Core.Vision;

namespace SyncAdmin.Core.Search;

/// <summary>What was understood of a picture, and what was found by it.</summary>
/// <param name="Understood">What is in the picture; may be nothing.</param>
/// <param name="Found">Exact matches of its codes first; no results when nothing was understood. Its steps are <c>vision</c> and those of a text search.</param>
public sealed record ImageSearchAnswer(ImageUnderstanding Understood, SearchAnswer Found);
