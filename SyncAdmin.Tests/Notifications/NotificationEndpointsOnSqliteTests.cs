using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Notifications;

public sealed class NotificationEndpointsOnSqliteTests() : NotificationEndpointsConformance(StorageProvider.Sqlite);
