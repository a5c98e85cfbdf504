using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync;

public sealed class SqliteSyncModelTests() : SyncModelConformance(StorageProvider.Sqlite, plans: 1_000);
