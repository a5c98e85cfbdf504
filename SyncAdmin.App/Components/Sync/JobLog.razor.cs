namespace SyncAdmin.App.Components.Sync;

/// <summary>The last log lines of a job, newest last.</summary>
public sealed partial class JobLog : JobPart;
