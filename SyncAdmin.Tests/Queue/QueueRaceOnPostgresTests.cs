using Xunit;

namespace SyncAdmin.Tests.Queue;

public sealed class QueueRaceOnPostgresTests(QueueOnPostgres house) : QueueRaceConformance(house), IClassFixture<QueueOnPostgres>;
