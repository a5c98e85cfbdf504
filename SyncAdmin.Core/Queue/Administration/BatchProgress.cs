using System.Runtime.InteropServices;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>Where a command over many messages is, told inside the transaction of each of its batches.</summary>
/// <param name="Changed">Messages so far, this batch included.</param>
/// <param name="Last">No further batch follows.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BatchProgress(long Changed, bool Last);
