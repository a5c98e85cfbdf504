using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Notifications;

public sealed class NotificationOutboxOnSqliteTests() : NotificationOutboxConformance(StorageProvider.Sqlite);
