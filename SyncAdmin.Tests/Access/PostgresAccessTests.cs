using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Access;

/// <summary>Access on PostgreSQL.</summary>
public sealed class PostgresAccessTests() : AccessConformance(StorageProvider.Postgres);
