using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Queue.Administration;

/// <summary>The administration of queues on PostgreSQL.</summary>
public sealed class PostgresQueueAdministrationTests() : QueueAdministrationConformance(StorageProvider.Postgres);
