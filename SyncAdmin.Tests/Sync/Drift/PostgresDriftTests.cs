using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Drift;

public sealed class PostgresDriftTests() : DriftConformance(StorageProvider.Postgres);
