namespace SyncAdmin.Core.Collections;

/// <summary>A page of points in id order.</summary>
/// <param name="Items">The points.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
/// <param name="Total">How many points pass the filter in all.</param>
public sealed record PointPage(IReadOnlyList<PointView> Items, Guid? Next, long Total);
