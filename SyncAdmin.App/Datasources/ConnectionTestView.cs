using SyncAdmin.App.Errors;
using SyncAdmin.Core.Connectors;

namespace SyncAdmin.App.Datasources;

/// <summary>What a connection test found, as the API answers it.</summary>
/// <param name="Succeeded">True when nothing failed.</param>
/// <param name="ServerVersion">As the server says; null when it was not reached.</param>
/// <param name="LatencyMilliseconds">Of one round trip on an open connection.</param>
/// <param name="Problem">The first step that failed, and what to do.</param>
/// <param name="Warnings">Worth a look, not failures.</param>
/// <param name="WriteRights">What the login may write, one entry a right; empty: nothing was found.</param>
/// <param name="WriteRemedy">The statements that make a login which may only read, in the source's own SQL; null when nothing was found.</param>
internal sealed record ConnectionTestView(
    bool Succeeded,
    string? ServerVersion,
    double? LatencyMilliseconds,
    ProblemView? Problem,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> WriteRights,
    string? WriteRemedy)
{
    internal static ConnectionTestView Of(ConnectionTest test) => new(
        test.Succeeded,
        test.ServerVersion,
        test.Latency is { } latency ? Math.Round(latency.TotalMilliseconds, 2) : null,
        ProblemView.Of(test.Problem),
        test.Warnings,
        test.WriteRights,
        test.WriteRemedy);
}
