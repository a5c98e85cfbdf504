using System.Runtime.InteropServices;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>What one round of upkeep did.</summary>
/// <param name="Archived">Messages that went to the archive.</param>
/// <param name="Removed">Messages that retention by count removed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UpkeepResult(long Archived, long Removed);
