using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Drift;

public sealed class SqliteDriftTests() : DriftConformance(StorageProvider.Sqlite);
