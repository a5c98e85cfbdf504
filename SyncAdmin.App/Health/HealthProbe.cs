using SyncAdmin.App.Errors;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vision;

namespace SyncAdmin.App.Health;

/// <summary>Asks each part how it is. Answers are kept for two seconds, so that probes of many balancers cost one question.</summary>
internal sealed partial class HealthProbe(StateHealthCheck state, IVectorStore vectors, EmbeddingHealthCheck embeddings, QueueHealthCheck queues, IVision vision, TimeProvider time, ILogger<HealthProbe> logger) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Dictionary<string, PartHealth>? _last;
    private long _lastAt;

    internal const string Database = "database";
    internal const string Qdrant = "qdrant";
    internal const string Queue = "queue";
    internal const string Embeddings = "embeddings";
    internal const string Vision = "vision";

    public void Dispose() => _turn.Dispose();

    internal async Task<HealthView> AllAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_last is null || time.GetElapsedTime(_lastAt) > Kept)
            {
                _last = new Dictionary<string, PartHealth>(StringComparer.Ordinal)
                {
                    [Database] = await PartAsync(Database, cancellationToken),
                    [Qdrant] = await PartAsync(Qdrant, cancellationToken),
                    [Queue] = await PartAsync(Queue, cancellationToken),
                    [Embeddings] = await PartAsync(Embeddings, cancellationToken),
                };
                if (vision.IsConfigured)
                {
                    _last[Vision] = await PartAsync(Vision, cancellationToken);
                }

                _lastAt = time.GetTimestamp();
            }

            return new HealthView(StatusOf(_last), _last);
        }
        finally
        {
            _turn.Release();
        }
    }

    internal Task<PartHealth> PartAsync(string part, CancellationToken cancellationToken) => part switch
    {
        Database => AskAsync(part, AskStateAsync, cancellationToken),
        Qdrant => AskAsync(part, AskStoreAsync, cancellationToken),
        Queue => AskQueuesAsync(cancellationToken),
        Vision => AskAsync(part, async token => (vision.Provider, await vision.CheckAsync(token)), cancellationToken),
        _ => AskEmbeddingsAsync(cancellationToken),
    };

    private static HealthWord StatusOf(Dictionary<string, PartHealth> parts) =>
        parts[Database].Status == HealthWord.Unhealthy ? HealthWord.Unhealthy
        : parts.Values.Any(part => part.Status != HealthWord.Healthy) ? HealthWord.Degraded
        : HealthWord.Healthy;

    private async Task<(string Description, Problem? Problem)> AskStateAsync(CancellationToken cancellationToken)
    {
        var health = await state.CheckAsync(cancellationToken);
        return (health.Provider == StorageProvider.Sqlite ? "sqlite" : "postgres", health.Problem);
    }

    /// <summary>A store with a damaged collection answers, and yet it is sick: searches in it miss what was lost.</summary>
    private async Task<(string Description, Problem? Problem)> AskStoreAsync(CancellationToken cancellationToken)
    {
        var description = await vectors.DescribeAsync(cancellationToken);
        using var look = new CancellationTokenSource(LookLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, look.Token);
        try
        {
            foreach (var name in await vectors.ListCollectionsAsync(either.Token))
            {
                if (await vectors.GetCollectionAsync(name, either.Token) is { Damage: { } damage })
                {
                    return (description, damage);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A large collection is still being opened: the next probe knows.
        }

        return (description, null);
    }

    /// <summary>Degraded at most while the state answers: what waits in a queue is not lost.</summary>
    private async Task<PartHealth> AskQueuesAsync(CancellationToken cancellationToken)
    {
        Problem? attention = null;
        IReadOnlyList<QueueDetails>? details = null;
        var part = await AskAsync(
            Queue,
            async token =>
            {
                (var description, attention, details) = await queues.CheckAsync(token);
                return (description, null);
            },
            cancellationToken);
        return attention is null
            ? part with { Queues = details }
            : part with { Queues = details, Status = HealthWord.Degraded, Problem = ProblemView.Of(attention) };
    }

    private async Task<PartHealth> AskEmbeddingsAsync(CancellationToken cancellationToken)
    {
        EmbeddingHealth? health = null;
        var part = await AskAsync(
            Embeddings,
            async token =>
            {
                health = await embeddings.CheckAsync(token);
                return (health.Fingerprint, health.Problem);
            },
            cancellationToken);
        return health is null ? part : part with { Embeddings = EmbeddingDetails.Of(health) };
    }

    private async Task<PartHealth> AskAsync(string part, Func<CancellationToken, Task<(string Description, Problem? Problem)>> ask, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var (description, problem) = await ask(limit.Token);
            var latency = Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 2);
            return new PartHealth(problem is null ? HealthWord.Healthy : HealthWord.Unhealthy, description, latency, ProblemView.Of(problem));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && LastingFailure.ProblemOf(exception) is { } problem)
        {
            // Probes come every few seconds: what is told in full by its problem needs no stack trace each time.
            LogProblem(logger, part, problem);
            return new PartHealth(HealthWord.Unhealthy, null, null, ProblemView.Of(problem));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever ails a part is this probe's answer, not its failure.
            LogSick(logger, part, exception);
            return new PartHealth(HealthWord.Unhealthy, null, null, ProblemView.Of(new Problem(ErrorCatalog.NotReady, $"The part '{part}' did not answer.")));
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Health: {Part} does not answer")]
    private static partial void LogSick(ILogger logger, string part, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Health: {Part} is not well: {Problem}")]
    private static partial void LogProblem(ILogger logger, string part, Problem problem);
}
