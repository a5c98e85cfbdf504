using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Schedules;

public sealed class SqliteScheduleTests() : ScheduleConformance(StorageProvider.Sqlite);
