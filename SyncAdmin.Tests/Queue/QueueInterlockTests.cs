using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Queue;

/// <summary>Two who wait for each other on PostgreSQL, which ends one of them after a second.</summary>
public sealed class QueueInterlockTests(QueueOnPostgres house) : IClassFixture<QueueOnPostgres>
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string _name = QueueHouse.NewName();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_business_writes_that_wait_for_each_other_one_is_told_so_and_nothing_of_it_is_there(bool keys)
    {
        await QueueHouse.Open(house.Database).RegisterAsync(_name, None);
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        var both = await Task.WhenAll(SendAsync("a", "b", first, second.Task), SendAsync("b", "a", second, first.Task));

        var refused = Assert.Single(both, static problem => problem is not null);
        Assert.Equal(ErrorCatalog.StateInterlocked, refused!.Error);
        Assert.Equal(2, await house.State.ScalarAsync<long>($"SELECT count(*) FROM sync_queue WHERE queue = '{_name}'"));

        Task<Problem?> SendAsync(string one, string other, TaskCompletionSource sent, Task otherSent) => ProblemOfAsync(() => house.Database.WriteAsync(
            async (transaction, token) =>
            {
                var queue = QueueHouse.Open(house.Database);
                await queue.SendAsync(transaction, [To(one, keys)], token);
                sent.SetResult();
                await otherSent.WaitAsync(token);
                await queue.SendAsync(transaction, [To(other, keys)], token);
            },
            None));
    }

    [Fact]
    public async Task A_sending_of_its_own_that_is_ended_for_a_business_write_goes_again_unseen()
    {
        var queue = QueueHouse.Open(house.Database);
        await queue.SendAsync(new NewMessage(_name, "known"), None);
        var alone = Task.CompletedTask;
        await house.Database.WriteAsync(
            async (transaction, token) =>
            {
                await queue.SendAsync(transaction, [To("b")], token);
                // Has "a", waits for "b", and is the one that PostgreSQL ends: it has waited longer.
                alone = Task.Run(() => queue.SendAsync([To("a"), To("b")], None), None);
                await Eventually.IsTrueAsync(
                    async () => await house.State.ScalarAsync<long>("SELECT count(*) + 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") > 1,
                    TimeSpan.FromSeconds(20),
                    () => $"the other sending does not wait: {alone.Status}");
                await queue.SendAsync(transaction, [To("a")], token);
            },
            None);
        await alone;

        Assert.Equal(5, await house.State.ScalarAsync<long>($"SELECT count(*) FROM sync_queue WHERE queue = '{_name}'"));
    }

    [Fact]
    public async Task The_same_messages_are_acknowledged_in_opposite_orders_without_waiting_for_each_other()
    {
        var queue = QueueHouse.Open(house.Database);
        for (var round = 0; round < 10; round++)
        {
            await queue.SendAsync([.. Enumerable.Repeat(new NewMessage(_name, "{}"), 50)], None);
            var done = (await queue.ReadAsync(_name, 50, TimeSpan.FromMinutes(5), None)).Select(static message => new Acknowledgement(message.Receipt)).ToArray();
            var answers = await Task.WhenAll(
                Task.Run(() => queue.AcknowledgeAsync(done, None)),
                Task.Run(() => QueueHouse.Open(house.Replica).AcknowledgeAsync(done.Reverse().ToArray(), None)));

            Assert.All(answers, static answer => Assert.Equal(50, answer.Count));
        }
    }

    private static async Task<Problem?> ProblemOfAsync(Func<Task> write)
    {
        try
        {
            await write();
            return null;
        }
        catch (ProblemException exception)
        {
            return exception.Problem;
        }
    }

    private NewMessage To(string name, bool key = false) => key ? new NewMessage(_name, "{}") { DedupeKey = name } : new NewMessage(_name, "{}") { GroupKey = name };
}
