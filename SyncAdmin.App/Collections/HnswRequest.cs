namespace SyncAdmin.App.Collections;

/// <summary>Settings of the HNSW graph.</summary>
/// <param name="M">Edges per node.</param>
/// <param name="EfConstruct">Neighbours considered while building.</param>
internal sealed record HnswRequest(int? M, int? EfConstruct);
