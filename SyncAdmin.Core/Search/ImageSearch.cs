using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Search;

/// <summary>A search by a picture.</summary>
/// <param name="File">The upload, unchecked.</param>
/// <param name="Collection">Name of the collection; null: only say what is in the picture.</param>
/// <param name="Limit">1 to 100, default 10.</param>
/// <param name="Filter">Qdrant's filter form; null: none.</param>
public sealed record ImageSearch(ReadOnlyMemory<byte> File, string? Collection, int Limit = 10, Filter? Filter = null);
