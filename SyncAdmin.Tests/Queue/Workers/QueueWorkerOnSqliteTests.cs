using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Queue.Workers;

public sealed class QueueWorkerOnSqliteTests() : QueueWorkerConformance(StorageProvider.Sqlite);
