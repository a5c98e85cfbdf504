using Xunit;

namespace SyncAdmin.Tests.Queue;

public sealed class DurableQueueOnSqliteTests(QueueOnSqlite house) : DurableQueueConformance(house), IClassFixture<QueueOnSqlite>;
