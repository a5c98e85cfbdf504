namespace SyncAdmin.App.Collections;

/// <summary>Settings of the HNSW graph; what is null is left to the server.</summary>
/// <param name="M">Edges per node: 0 to 512.</param>
/// <param name="EfConstruct">Neighbours considered while building: 4 to 4,096.</param>
/// <param name="OnDisk">The graph on disk.</param>
internal sealed record HnswRequest(int? M, int? EfConstruct, bool? OnDisk);
