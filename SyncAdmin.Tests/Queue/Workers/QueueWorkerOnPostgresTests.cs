using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Queue.Workers;

public sealed class QueueWorkerOnPostgresTests() : QueueWorkerConformance(StorageProvider.Postgres);
