using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Budget;
using SyncAdmin.Core.Sync.Pipeline;
using Xunit;

namespace SyncAdmin.Tests.Sync.Budget;

public sealed class SpendGuardTests
{
    private readonly List<long> _sent = [];

    [Fact]
    public async Task A_batch_that_stands_before_one_that_was_paid_for_is_let_in_though_the_cap_is_spent()
    {
        var guard = Guard(new SyncJob { CorrelationId = "c", StartedBy = "test" }, budget: 10);

        await EmbedAsync(guard, 2); // Overtook 1 on its way to the guard, and spends all of it.
        await EmbedAsync(guard, 1);
        await Assert.ThrowsAsync<ProblemException>(() => EmbedAsync(guard, 3));

        Assert.Equal([2, 1], _sent);
    }

    [Fact]
    public async Task What_a_person_accepted_counts_from_there_on()
    {
        var guard = Guard(new SyncJob { CorrelationId = "c", StartedBy = "test", EstimatedCost = 12, BudgetAccepted = 12 }, budget: 10);

        await EmbedAsync(guard, 0);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => EmbedAsync(guard, 1));

        Assert.Equal(ErrorCatalog.SyncBudgetReached, refused.Problem.Error);
        Assert.Contains("has spent USD 22; it may spend USD 22.", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_fails_is_counted_with_what_it_was_charged_until_then()
    {
        var guard = new SpendGuard(
            new SyncJob { CorrelationId = "c", StartedBy = "test" },
            budget: 5,
            pricePerMillionTokens: 1_000_000,
            (batch, _) =>
            {
                batch.Tokens = 6;
                throw new InvalidOperationException("It broke half-way.");
            });

        await Assert.ThrowsAsync<InvalidOperationException>(() => EmbedAsync(guard, 0));
        await Assert.ThrowsAsync<ProblemException>(() => EmbedAsync(guard, 1));
    }

    [Fact]
    public async Task Without_a_cap_nothing_is_held_up()
    {
        var guard = Guard(new SyncJob { CorrelationId = "c", StartedBy = "test", EstimatedCost = 1_000_000 }, budget: null);

        await EmbedAsync(guard, 0);

        Assert.Single(_sent);
    }

    private SpendGuard Guard(SyncJob job, decimal? budget) => new(
        job,
        budget,
        pricePerMillionTokens: 1_000_000,
        (batch, _) =>
        {
            _sent.Add(batch.Number);
            batch.Tokens = 10;
            return Task.CompletedTask;
        });

    private static Task EmbedAsync(SpendGuard guard, long number) => guard.EmbedAsync(new Batch { Number = number }, CancellationToken.None);
}
