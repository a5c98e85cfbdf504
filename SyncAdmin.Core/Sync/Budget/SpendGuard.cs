using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Budget;

/// <summary>
/// Stands before the embed stage and lets no batch in once the job has spent its cap. What was let in comes before, in read order, everything that was not:
/// so all that was paid for is committed and counted before the job waits. Beyond the cap goes at most what was under way when it was reached.
/// </summary>
internal sealed class SpendGuard
{
    private readonly Lock _lock = new();
    private readonly decimal? _limit;
    private readonly decimal _pricePerToken;
    private readonly Func<Batch, CancellationToken, Task> _embed;
    private decimal _spent;
    private long _lastLetIn = -1;

    /// <param name="job">As it stands before its first batch: with what it has spent, and what a person has accepted.</param>
    /// <param name="budget">Money (USD) that it may spend beyond what was accepted; null: no cap.</param>
    /// <param name="pricePerMillionTokens">USD.</param>
    /// <param name="embed">The stage.</param>
    internal SpendGuard(SyncJob job, decimal? budget, decimal pricePerMillionTokens, Func<Batch, CancellationToken, Task> embed)
    {
        (_limit, _spent) = (job.BudgetAccepted + budget, job.EstimatedCost);
        (_pricePerToken, _embed) = (pricePerMillionTokens / 1_000_000m, embed);
    }

    /// <exception cref="ProblemException">SYNC-5241: the cap is reached; nothing was sent.</exception>
    internal async Task EmbedAsync(Batch batch, CancellationToken cancellationToken)
    {
        LetIn(batch);
        try
        {
            await _embed(batch, cancellationToken);
        }
        finally
        {
            // A batch that failed on its way may have been paid for in part.
            lock (_lock)
            {
                _spent += batch.Tokens * _pricePerToken;
            }
        }
    }

    private void LetIn(Batch batch)
    {
        lock (_lock)
        {
            // Of two that come at once the later may be first at the lock: then the earlier one goes too, for the sake of the order.
            if (_spent >= _limit && batch.Number > _lastLetIn)
            {
                throw new ProblemException(BudgetWait.Reached(_spent, _limit));
            }

            _lastLetIn = Math.Max(_lastLetIn, batch.Number);
        }
    }
}
