using Xunit;

namespace SyncAdmin.Tests.Queue;

public sealed class QueueModelOnSqliteTests(QueueOnSqlite house) : QueueModelConformance(house), IClassFixture<QueueOnSqlite>;
