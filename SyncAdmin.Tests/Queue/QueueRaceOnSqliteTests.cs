using Xunit;

namespace SyncAdmin.Tests.Queue;

public sealed class QueueRaceOnSqliteTests(QueueOnSqlite house) : QueueRaceConformance(house), IClassFixture<QueueOnSqlite>;
