using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Webhooks.Outgoing;

public sealed class WebhookReplayOnPostgresTests() : WebhookReplayConformance(StorageProvider.Postgres);
