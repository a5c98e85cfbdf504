namespace SyncAdmin.Core.Vision.Tesseract;

/// <summary>How a child process ended.</summary>
internal enum ChildEnd
{
    /// <summary>By itself, with exit code 0.</summary>
    Well,

    /// <summary>By itself, or by one of its limits.</summary>
    Failed,

    /// <summary>Killed for its time.</summary>
    TookTooLong,

    /// <summary>Killed for its output.</summary>
    SaidTooMuch,

    /// <summary>It never ran.</summary>
    NotStarted,
}
