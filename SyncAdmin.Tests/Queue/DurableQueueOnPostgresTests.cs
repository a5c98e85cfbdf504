using Xunit;

namespace SyncAdmin.Tests.Queue;

public sealed class DurableQueueOnPostgresTests(QueueOnPostgres house) : DurableQueueConformance(house), IClassFixture<QueueOnPostgres>;
