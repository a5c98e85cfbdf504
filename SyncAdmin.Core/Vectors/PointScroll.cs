namespace SyncAdmin.Core.Vectors;

/// <summary>One page of a scroll, ordered by point id.</summary>
/// <param name="Points">At most as many as asked for.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record PointScroll(IReadOnlyList<StoredPoint> Points, Guid? Next);
