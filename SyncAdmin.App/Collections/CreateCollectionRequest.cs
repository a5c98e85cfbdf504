using SyncAdmin.Core.Vectors;

namespace SyncAdmin.App.Collections;

/// <summary>A collection to make.</summary>
/// <param name="Name">Unique.</param>
/// <param name="VectorSize">1 to 65,536.</param>
/// <param name="Distance">Default: cosine.</param>
/// <param name="Hnsw">Default: the server's.</param>
internal sealed record CreateCollectionRequest(string? Name, int? VectorSize, Distance? Distance, HnswRequest? Hnsw);
