using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Collections;

/// <summary>With state in PostgreSQL.</summary>
public sealed class CollectionManagerOnPostgresTests() : CollectionManagerConformance(StorageProvider.Postgres);
