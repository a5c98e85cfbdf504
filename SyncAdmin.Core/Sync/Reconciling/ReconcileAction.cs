namespace SyncAdmin.Core.Sync.Reconciling;

/// <summary>What was done about a finding.</summary>
public enum ReconcileAction
{
    /// <summary>Everything is as it is shown.</summary>
    Nothing,

    /// <summary>Back to pending, to go on from its checkpoint.</summary>
    PutBack,

    /// <summary>The dispatcher looks for work at once.</summary>
    Woken,

    /// <summary>The work was told to stop and to write nothing more.</summary>
    Stopped,
}
