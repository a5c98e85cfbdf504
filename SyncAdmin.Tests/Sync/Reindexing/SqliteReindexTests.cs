using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Reindexing;

public sealed class SqliteReindexTests() : ReindexConformance(StorageProvider.Sqlite);
