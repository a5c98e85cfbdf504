using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Collections;

/// <summary>With state in PostgreSQL.</summary>
public sealed class AdoptionOnPostgresTests() : AdoptionConformance(StorageProvider.Postgres);
