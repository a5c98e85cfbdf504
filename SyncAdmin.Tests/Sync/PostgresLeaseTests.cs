using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync;

public sealed class PostgresLeaseTests() : LeaseConformance(StorageProvider.Postgres);
