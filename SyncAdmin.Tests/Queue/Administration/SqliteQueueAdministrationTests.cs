using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Queue.Administration;

/// <summary>The administration of queues on SQLite.</summary>
public sealed class SqliteQueueAdministrationTests() : QueueAdministrationConformance(StorageProvider.Sqlite);
