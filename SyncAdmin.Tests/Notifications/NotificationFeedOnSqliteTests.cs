using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Notifications;

public sealed class NotificationFeedOnSqliteTests() : NotificationFeedConformance(StorageProvider.Sqlite);
