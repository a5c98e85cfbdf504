using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Tests.Collections;

/// <summary>With points in a Qdrant.</summary>
public sealed class CollectionPartsOnQdrantTests() : CollectionPartsConformance(StorageProvider.Sqlite, VectorsProvider.Qdrant);
