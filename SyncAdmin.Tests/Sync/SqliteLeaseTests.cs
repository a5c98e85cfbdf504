using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync;

public sealed class SqliteLeaseTests() : LeaseConformance(StorageProvider.Sqlite);
