using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Collections;

/// <summary>With state in PostgreSQL.</summary>
public sealed class CollectionPartsOnPostgresTests() : CollectionPartsConformance(StorageProvider.Postgres);
