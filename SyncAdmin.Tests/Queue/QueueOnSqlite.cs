using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Queue;

public sealed class QueueOnSqlite() : QueueHouse(StorageProvider.Sqlite);
