using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>What a dry run counts. One batch at a time.</summary>
internal sealed class PlanTally
{
    private readonly Dictionary<string, (Problem First, long Count)> _causes = new(StringComparer.Ordinal);

    internal long Create { get; private set; }

    internal long UpdateText { get; private set; }

    internal long UpdatePayload { get; private set; }

    internal long Skip { get; private set; }

    internal long Invalid { get; private set; }

    /// <summary>Texts that would have to be paid for.</summary>
    internal long Paid { get; private set; }

    /// <summary>Texts whose vectors are stored.</summary>
    internal long Cached { get; private set; }

    /// <summary>Tokens of the paid ones, counted by their letters.</summary>
    internal long Tokens { get; private set; }

    /// <summary>Tokens that the texts which stay as they are would cost, estimated.</summary>
    internal long UnchangedTokens { get; private set; }

    /// <summary>Rows of the source.</summary>
    internal long Rows => Create + UpdateText + UpdatePayload + Skip + Invalid;

    /// <summary>Ledger rows when the scan began.</summary>
    internal long Known { get; set; }

    /// <summary>Ledger rows that the source has no more; set at the end.</summary>
    internal long Gone { get; set; }

    /// <summary>How long reading and comparing took.</summary>
    internal TimeSpan Took { get; set; }

    /// <summary>The most frequent first.</summary>
    internal IReadOnlyList<PlanCause> Causes =>
    [
        .. _causes.Values.OrderByDescending(cause => cause.Count).Select(cause =>
            new PlanCause(cause.First.Code, cause.First.Error.Title, cause.First.Error.Remedy, cause.Count, cause.First.Detail)),
    ];

    internal void Add(Batch batch)
    {
        var created = batch.ToEmbed.Count(record => record.IsNew);
        Create += created;
        UpdateText += batch.ToEmbed.Count - created;
        UpdatePayload += batch.ToOverwrite.Count;
        Skip += batch.Unchanged;
        Invalid += batch.Failures.Count;
        Paid += batch.Embedded;
        Cached += batch.Cached;
        Tokens += batch.Tokens;
        UnchangedTokens += batch.UnchangedTokens;
        foreach (var failure in batch.Failures)
        {
            var seen = _causes.GetValueOrDefault(failure.Problem.Code, (failure.Problem, 0));
            _causes[failure.Problem.Code] = (seen.Item1, seen.Item2 + 1);
        }
    }
}
