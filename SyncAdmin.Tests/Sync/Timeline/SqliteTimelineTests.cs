using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Timeline;

public sealed class SqliteTimelineTests() : TimelineConformance(StorageProvider.Sqlite);
