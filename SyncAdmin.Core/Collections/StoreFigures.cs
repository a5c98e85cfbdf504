using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Collections;

/// <summary>
/// Asks the store about many collections for a list that people wait for: some at a time, and for a few seconds only. No store has one call for
/// all counts; a store that is away is asked once, not once a collection.
/// </summary>
internal sealed partial class StoreFigures(PhysicalCollections physical, TimeProvider time, ILogger logger)
{
    private const int AtATime = 8;

    /// <summary>An embedded collection of a million points takes longer to open; the next look finds it open.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>In the order of the rows.</summary>
    internal async Task<IReadOnlyList<LiveFigures>> OfAsync(IReadOnlyList<Collection> rows, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var figures = new LiveFigures[rows.Count];
        Problem? away = null;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, rows.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (index, _) =>
            {
                figures[index] = Volatile.Read(ref away) is { } known
                    ? new LiveFigures(null, null, known)
                    : await OfAsync(rows[index], asking.Token, cancellationToken);
                if (figures[index] is { Points: null, Problem: { Error.Kind: ProblemKind.Unavailable or ProblemKind.External } problem }
                    && Interlocked.CompareExchange(ref away, problem, null) is null)
                {
                    LogAway(rows[index].Name, problem.Detail);
                }
            });
        return figures;
    }

    private async Task<LiveFigures> OfAsync(Collection row, CancellationToken asking, CancellationToken cancellationToken)
    {
        try
        {
            asking.ThrowIfCancellationRequested();
            return await physical.DescribeAsync(row, asking).WaitAsync(asking) is { } description
                ? new LiveFigures(description.PointCount, description.Status, description.Damage)
                : new LiveFigures(null, null, new Problem(ErrorCatalog.CollectionMissingInStore, $"The vector store has no '{row.PhysicalName}', which '{row.Name}' stands for."));
        }
        catch (ProblemException exception)
        {
            return new LiveFigures(null, null, exception.Problem);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LiveFigures(null, null, new Problem(ErrorCatalog.VectorStoreSlow, $"There was no count of '{row.Name}' within {Patience.TotalSeconds:0} s."));
        }
    }

    [LoggerMessage(EventId = 2104, Level = LogLevel.Warning, Message = "No live count of collection {Name} and of those after it: {Reason}")]
    private partial void LogAway(string name, string reason);
}
