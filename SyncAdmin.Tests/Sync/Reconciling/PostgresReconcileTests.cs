using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Reconciling;

public sealed class PostgresReconcileTests() : ReconcileConformance(StorageProvider.Postgres);
