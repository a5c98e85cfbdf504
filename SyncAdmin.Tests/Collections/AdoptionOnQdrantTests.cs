using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Tests.Collections;

/// <summary>With points in a Qdrant.</summary>
public sealed class AdoptionOnQdrantTests() : AdoptionConformance(StorageProvider.Sqlite, VectorsProvider.Qdrant);
