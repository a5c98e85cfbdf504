using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Webhooks.Outgoing;

public sealed class WebhookSendingOnPostgresTests() : WebhookSendingConformance(StorageProvider.Postgres);
