using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.FirstSteps;

/// <summary>Shows a job on the console until it has ended or waits: one line that is written over, or one line a second when output goes to a file.</summary>
internal sealed class JobOnConsole(SyncService sync, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(200);

    internal async Task FollowAsync(Guid jobId, string title, CancellationToken cancellationToken)
    {
        var wait = FirstLook;
        while (await sync.GetAsync(jobId, cancellationToken) is { Succeeded: true, Value: { } job })
        {
            var ended = job.Status is SyncJobStatus.Completed or SyncJobStatus.Failed or SyncJobStatus.Cancelled;

            // A day's quota may be waited for until midnight: people get their sign-in link before that, and see the job go on in the pages.
            var waits = job is { Status: SyncJobStatus.Pending, WaitReason: not null };
            Write(JobLine.Of(title, job), ended || waits);
            if (ended || waits)
            {
                return;
            }

            await Task.Delay(wait, time, cancellationToken);
            wait = Interval;
        }
    }

    private static void Write(string line, bool last)
    {
        if (Console.IsOutputRedirected)
        {
            Console.Out.WriteLine(line);
            return;
        }

        const string ToStartAndClear = "\r\u001b[2K";
        Console.Out.Write(ToStartAndClear + line + (last ? Environment.NewLine : ""));
    }
}
