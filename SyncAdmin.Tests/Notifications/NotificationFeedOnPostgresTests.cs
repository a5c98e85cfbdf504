using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Notifications;

public sealed class NotificationFeedOnPostgresTests() : NotificationFeedConformance(StorageProvider.Postgres);
