using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Running;
using Xunit;

namespace SyncAdmin.Tests.Sync;

public sealed class OwnedDatasourceTests
{
    [Fact]
    public async Task Two_jobs_that_leave_at_once_end_the_heartbeat_once()
    {
        var heartbeat = new Heartbeat();
        var owned = new OwnedDatasource(new HeldLease(Guid.NewGuid(), "here", Fence: 1), TimeProvider.System);
        owned.Beat(() => heartbeat);

        await owned.DisposeAsync();
        await owned.DisposeAsync();

        Assert.Equal(1, heartbeat.Ends);
    }

    private sealed class Heartbeat : IAsyncDisposable
    {
        internal int Ends { get; private set; }

        public ValueTask DisposeAsync()
        {
            Ends++;
            return ValueTask.CompletedTask;
        }
    }
}
