using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Notifications;

public sealed class ConditionOnSqliteTests() : ConditionConformance(StorageProvider.Sqlite);
