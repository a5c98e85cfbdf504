using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Reconciling;

public sealed class SqliteReconcileTests() : ReconcileConformance(StorageProvider.Sqlite);
