using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Notifications;

/// <summary>Something that happened and that people should hear of; see <see cref="NotificationOutbox"/>. No secret in any member.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="SubjectType">To what sort of thing: <c>datasource</c>, <c>queue</c>, <c>endpoint</c>, <c>entity</c>.</param>
/// <param name="SubjectId">To which one. With the kind, it is what a threshold counts and what is not said again and again.</param>
/// <param name="SubjectName">Its name, for people.</param>
public sealed record NotificationEvent(NotificationKind Kind, string SubjectType, string SubjectId, string SubjectName)
{
    /// <summary>The sync job that it came from, which the bell leads to; null: none.</summary>
    public Guid? JobId { get; init; }

    /// <summary>Catalogue code of its cause; null: none.</summary>
    public string? Code { get; init; }

    /// <summary>What happened in one sentence, in English; the first 1,000 characters are kept.</summary>
    public string? Detail { get; init; }

    /// <summary>How many, for kinds that count: messages, errors. Null: the kind does not count.</summary>
    public long? Count { get; init; }

    /// <summary>Of the request or schedule behind it.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Of a sync job: failed, its error budget, a decision, a quota, schema drift.</summary>
    public static NotificationEvent OfJob(NotificationKind kind, Guid datasourceId, string datasource, Guid jobId, Problem? problem, string? correlationId) =>
        new(kind, "datasource", datasourceId.ToString(), datasource)
        {
            JobId = jobId,
            Code = problem?.Code,
            Detail = problem?.Detail,
            CorrelationId = correlationId,
        };

    /// <summary>Of a datasource and no job: schema drift seen by a test, a webhook delivery that is given up (<see cref="NotificationKind.DeadLetter"/>).</summary>
    public static NotificationEvent OfDatasource(NotificationKind kind, Guid datasourceId, string datasource, Problem? problem, string? correlationId) =>
        new(kind, "datasource", datasourceId.ToString(), datasource) { Code = problem?.Code, Detail = problem?.Detail, CorrelationId = correlationId };
}
