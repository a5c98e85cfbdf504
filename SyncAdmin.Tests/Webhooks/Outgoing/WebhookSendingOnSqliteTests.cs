using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Webhooks.Outgoing;

public sealed class WebhookSendingOnSqliteTests() : WebhookSendingConformance(StorageProvider.Sqlite);
