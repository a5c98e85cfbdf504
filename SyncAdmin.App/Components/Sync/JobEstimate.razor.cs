using SyncAdmin.App.Components.Elements;
using SyncAdmin.Core.Sync.Planning;

namespace SyncAdmin.App.Components.Sync;

/// <summary>What the plan before a job expected, beside what came.</summary>
public sealed partial class JobEstimate : JobPart
{
    private IEnumerable<(string Key, string Estimated, string Actual)> Lines(SyncPlanComparison plan)
    {
        var (estimate, actual) = (plan.Estimate, plan.Actual);
        yield return ("Written", Figures.Count(estimate.Create + estimate.Update), Figures.Count(actual.Written));
        yield return ("Embedded", Figures.Count(estimate.Create + estimate.UpdateText), Figures.Count(actual.Embedded));
        yield return ("Unchanged", Figures.Count(estimate.Skip), Figures.Count(actual.Skipped));
        yield return ("Deleted", Figures.Count(estimate.Delete), Figures.Count(actual.Deleted));
        yield return ("Failed", Figures.Count(estimate.Invalid), Figures.Count(actual.Failed));
        yield return ("Tokens", Ranged(Figures.Count(estimate.Tokens), Figures.Count(estimate.TokensRange.Low), Figures.Count(estimate.TokensRange.High)), Figures.Count(actual.Tokens));
        yield return ("Cost", Ranged(Figures.Money(estimate.Cost), Figures.Money(estimate.CostRange.Low), Figures.Money(estimate.CostRange.High)), Figures.Money(actual.Cost));
        yield return ("EstimateTime", Ranged(Span(estimate.Minutes), Span(estimate.MinutesRange.Low), Span(estimate.MinutesRange.High)), Span(actual.Minutes));
    }

    private string Ranged(string likely, string low, string high) =>
        string.Equals(low, high, StringComparison.Ordinal) ? likely : L["EstimateRange", likely, low, high];

    private static string Span(double minutes) => Moments.Span(TimeSpan.FromMinutes(minutes));
}
