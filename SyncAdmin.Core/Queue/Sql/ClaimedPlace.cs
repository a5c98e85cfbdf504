using System.Runtime.InteropServices;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>Where a message stood in the order of reading: by falling priority, then by the time it became visible, then by id.</summary>
/// <param name="Priority">Its priority.</param>
/// <param name="VisibleAt">When it became visible: many of one sending share that.</param>
/// <param name="Id">Its id.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClaimedPlace(int Priority, DateTimeOffset VisibleAt, long Id)
{
    /// <summary>Below zero: this one is read first.</summary>
    internal int Beside(ClaimedPlace other) => (-Priority, VisibleAt, Id).CompareTo((-other.Priority, other.VisibleAt, other.Id));
}
