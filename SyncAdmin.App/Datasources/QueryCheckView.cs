using SyncAdmin.App.Errors;
using SyncAdmin.Core.Connectors;

namespace SyncAdmin.App.Datasources;

/// <summary>What the source says of a query, as the API answers it.</summary>
/// <param name="Valid">True when it can be used.</param>
/// <param name="Problem">Why not, and what to do.</param>
/// <param name="Columns">Of its result.</param>
/// <param name="Warnings">Worth a look.</param>
/// <param name="PagesByKey">False: one ordered read is spooled to disk.</param>
internal sealed record QueryCheckView(bool Valid, ProblemView? Problem, IReadOnlyList<SourceColumn> Columns, IReadOnlyList<string> Warnings, bool PagesByKey)
{
    internal static QueryCheckView Of(QueryCheck check) =>
        new(check.Problem is null, ProblemView.Of(check.Problem), check.Columns, check.Warnings, check.PagesByKey);
}
