using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Timeline;

public sealed class PostgresTimelineTests() : TimelineConformance(StorageProvider.Postgres);
