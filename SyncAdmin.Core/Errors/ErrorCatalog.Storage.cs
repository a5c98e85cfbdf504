namespace SyncAdmin.Core.Errors;

/// <content>Storage: 9xxx.</content>
public static partial class ErrorCatalog
{
    /// <summary>Another process holds the data directory.</summary>
    public static readonly ErrorDefinition DataDirectoryInUse = new(
        "SYNC-9001",
        ProblemKind.Conflict,
        "The data directory is in use",
        "Stop the other process, or give this one a DataDirectory of its own.");

    /// <summary>The data directory can't be made or written.</summary>
    public static readonly ErrorDefinition DataDirectoryUnusable = new(
        "SYNC-9002",
        ProblemKind.Unexpected,
        "The data directory can't be used",
        "Give this process's user the right to write there, or set DataDirectory to a folder where it may.");

    /// <summary>No room for the state.</summary>
    public static readonly ErrorDefinition StateDiskFull = new(
        "SYNC-9101",
        ProblemKind.Unavailable,
        "The state could not be written: its disk is full or failing",
        "Free space on that disk; nothing that was acknowledged is lost, and work goes on as soon as there is room.");

    /// <summary>The state database is damaged.</summary>
    public static readonly ErrorDefinition StateCorrupt = new(
        "SYNC-9102",
        ProblemKind.Unexpected,
        "The state database is damaged",
        "Stop SyncAdmin, keep a copy of the data directory, and restore state.db from a backup; without one, move state.db, state.db-wal and state.db-shm away to start with an empty state.");

    /// <summary>A newer version has migrated the state.</summary>
    public static readonly ErrorDefinition StateNewer = new(
        "SYNC-9103",
        ProblemKind.Conflict,
        "The state database belongs to a newer version",
        "Start that newer version again, or restore the backup that was made before the upgrade.");

    /// <summary>The state database does not answer.</summary>
    public static readonly ErrorDefinition StateUnavailable = new(
        "SYNC-9104",
        ProblemKind.Unavailable,
        "The state database does not answer",
        "Check that its server runs, that Storage:ConnectionString is right, and that the login may connect.");

    /// <summary>Two transactions waited for each other, and the server ended this one.</summary>
    public static readonly ErrorDefinition StateInterlocked = new(
        "SYNC-9105",
        ProblemKind.Conflict,
        "Two writes to the state waited for each other",
        "Do it again: nothing of this one was written, and the other has gone on.");
}
