namespace SyncAdmin.App.Components.Sync;

/// <summary>A job's state as word, icon and colour.</summary>
public sealed partial class JobState : JobPart
{
    private string State => JobWords.StateOf(Job);

    private static string IconOf(string state) => state switch
    {
        "Running" => "sync",
        "Completed" => "check",
        "Failed" => "warning",
        "Cancelled" or "Stopping" => "stop",
        "Waiting" => "pause",
        _ => "clock",
    };
}
