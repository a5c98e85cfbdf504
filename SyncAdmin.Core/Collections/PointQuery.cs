using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>A page of points to look at.</summary>
/// <param name="Filter">Which points; null: all.</param>
/// <param name="Limit">1 to 1,000; default 25.</param>
/// <param name="From">Where the page begins: <see cref="PointPage.Next"/> of the page before; null: the first.</param>
/// <param name="WithVector">Whether vectors come with it.</param>
public sealed record PointQuery(Filter? Filter = null, int Limit = 25, Guid? From = null, bool WithVector = false);
