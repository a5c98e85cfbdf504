using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Notifications;

public sealed class ConditionOnPostgresTests() : ConditionConformance(StorageProvider.Postgres);
