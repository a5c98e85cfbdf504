using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Sync.Planning;

namespace SyncAdmin.App.Components.Sync;

/// <summary>What a plan found, before its sync is started.</summary>
public sealed partial class PlanSummary : ComponentBase
{
    /// <summary>The plan.</summary>
    [Parameter]
    [EditorRequired]
    public SyncPlanView Plan { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    [Inject]
    private ErrorWords Words { get; set; } = null!;

    private IEnumerable<(string Key, string Text)> Lines =>
    [
        ("PlanCreate", L["PlanRows", Figures.Count(Plan.Create)]),
        ("PlanUpdate", Plan.Update == 0 ? L["PlanRows", Figures.Count(0)] : L["PlanUpdateOf", Figures.Count(Plan.Update), Figures.Count(Plan.UpdateText)]),
        ("Unchanged", L["PlanRows", Figures.Count(Plan.Skip)]),
        ("PlanDelete", L["PlanPoints", Figures.Count(Plan.Delete)]),
        ("PlanInvalid", L["PlanRows", Figures.Count(Plan.Invalid)]),
        ("Tokens", Ranged(Figures.Count(Plan.Tokens), Figures.Count(Plan.TokensRange.Low), Figures.Count(Plan.TokensRange.High))),
        ("Cost", Ranged(Figures.Money(Plan.Cost), Figures.Money(Plan.CostRange.Low), Figures.Money(Plan.CostRange.High))),
        ("EstimateTime", Ranged(Span(Plan.Minutes), Span(Plan.MinutesRange.Low), Span(Plan.MinutesRange.High))),
    ];

    private IEnumerable<string> Warnings =>
    [
        .. Plan.ExceedsBudget && Plan.Budget is { } budget ? new string[] { L["PlanExceedsBudget", Figures.Money(budget)] } : [],
        .. Plan.DeletesNeedDecision ? new string[] { L["PlanDeletesNeedDecision"] } : [],
        .. Plan.ExceedsErrorBudget ? new string[] { L["PlanExceedsErrorBudget"] } : [],
        .. Plan.NewColumns.Count > 0 ? new string[] { L["NewColumns", string.Join(", ", Plan.NewColumns)] } : [],
    ];

    /// <summary>As resources spell it.</summary>
    internal static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    private string Ranged(string likely, string low, string high) =>
        string.Equals(low, high, StringComparison.Ordinal) ? likely : L["EstimateRange", likely, low, high];

    private static string Span(double minutes) => Moments.Span(TimeSpan.FromMinutes(minutes));
}
