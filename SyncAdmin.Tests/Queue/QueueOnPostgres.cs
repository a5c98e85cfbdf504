using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Queue;

public sealed class QueueOnPostgres() : QueueHouse(StorageProvider.Postgres);
