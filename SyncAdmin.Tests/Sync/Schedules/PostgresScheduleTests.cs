using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Schedules;

public sealed class PostgresScheduleTests() : ScheduleConformance(StorageProvider.Postgres);
