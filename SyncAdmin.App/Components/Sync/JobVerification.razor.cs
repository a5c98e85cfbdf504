using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Sync.Verifying;

namespace SyncAdmin.App.Components.Sync;

/// <summary>What a verification has found, and what is done about it.</summary>
public sealed partial class JobVerification : ComponentBase
{
    private const int ShownExamples = 3;

    /// <summary>As far as it has come.</summary>
    [Parameter]
    [EditorRequired]
    public VerifyReportView Report { get; set; } = null!;

    /// <summary>Points that the job has removed.</summary>
    [Parameter]
    public long Removed { get; set; }

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    private (string Word, VerifyFinding Finding)[] Findings =>
    [
        ("VerifyMissingInLedger", Report.MissingInLedger),
        ("VerifyMissingInStore", Report.MissingInStore),
        ("VerifyLedgerDiffers", Report.LedgerDiffers),
        ("VerifyStoreDiffers", Report.StoreDiffers),
        ("VerifySurplusInLedger", Report.SurplusInLedger),
        ("VerifySurplusInStore", Report.SurplusInStore),
    ];

    private bool Differs => Findings.Any(static row => row.Finding.Count > 0);

    private string Summary => !Report.Complete ? L["VerifyUnderWay", Figures.Count(Report.Compared), Figures.Count(Report.Differing)]
        : Differs ? L["VerifyDiffers", Figures.Count(Report.Compared), Figures.Count(Report.Differing)]
        : L["VerifyAgrees", Figures.Count(Report.Compared)];

    private static string Shown(VerifyFinding finding)
    {
        var codes = string.Join(", ", finding.Examples.Take(ShownExamples).Select(static example => example.Code));
        return finding.Count > ShownExamples ? $"{codes}, …" : codes;
    }
}
