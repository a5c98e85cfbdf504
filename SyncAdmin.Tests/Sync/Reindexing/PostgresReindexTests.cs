using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Reindexing;

public sealed class PostgresReindexTests() : ReindexConformance(StorageProvider.Postgres);
