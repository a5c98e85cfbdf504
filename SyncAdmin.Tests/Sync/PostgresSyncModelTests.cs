using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync;

public sealed class PostgresSyncModelTests() : SyncModelConformance(StorageProvider.Postgres, plans: 60);
