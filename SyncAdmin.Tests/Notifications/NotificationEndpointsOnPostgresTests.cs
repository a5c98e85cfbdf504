using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Notifications;

public sealed class NotificationEndpointsOnPostgresTests() : NotificationEndpointsConformance(StorageProvider.Postgres);
