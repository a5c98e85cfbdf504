using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Webhooks.Outgoing;

public sealed class WebhookReplayOnSqliteTests() : WebhookReplayConformance(StorageProvider.Sqlite);
