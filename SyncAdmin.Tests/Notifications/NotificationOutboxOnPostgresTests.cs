using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Notifications;

public sealed class NotificationOutboxOnPostgresTests() : NotificationOutboxConformance(StorageProvider.Postgres);
