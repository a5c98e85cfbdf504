using System.Globalization;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.FirstSteps;

/// <summary>A job as one line of text: bar, n of m, rate, time to go.</summary>
internal static class JobLine
{
    private const int BarWidth = 24;

    internal static string Of(string title, SyncJobView job)
    {
        if (job is { TotalRecords: null, ProcessedRecords: 0, WaitReason: null, Status: SyncJobStatus.Pending or SyncJobStatus.Running })
        {
            return $"{title}  {Bar(null)}  starting";
        }

        var count = job.TotalRecords is { } total ? $"{Number(job.ProcessedRecords)} of {Number(total)}" : Number(job.ProcessedRecords);
        return $"{title}  {Bar(job.Progress)}  {count}{Rest(job)}";
    }

    private static string Rest(SyncJobView job) => job.Status switch
    {
        SyncJobStatus.Completed => $"  done{Taken(job)}{(job.FailedRecords > 0 ? $", {Number(job.FailedRecords)} failed" : "")}",
        SyncJobStatus.Failed => $"  failed: {job.ErrorCode} {job.ErrorMessage}",
        SyncJobStatus.Cancelled => "  cancelled",
        SyncJobStatus.Pending when job.WaitReason is { } reason => $"  waits: {reason}",
        _ => (job.RecordsPerSecond is { } rate ? $"  {Number((long)rate)}/s" : "")
            + (job.EtaSeconds is { } eta ? $"  {Number((long)Math.Ceiling(eta))} s to go" : ""),
    };

    private static string Taken(SyncJobView job) => job is { StartedAt: { } start, CompletedAt: { } end }
        ? string.Create(CultureInfo.InvariantCulture, $" in {(end - start).TotalSeconds:0.0} s")
        : "";

    private static string Bar(double? percent)
    {
        var full = (int)Math.Round(Math.Clamp(percent ?? 0, 0, 100) / 100 * BarWidth);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}]";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
