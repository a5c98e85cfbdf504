namespace SyncAdmin.Core.Connectors.Api;

/// <summary>A row with its key.</summary>
/// <param name="Key">One value per key field.</param>
/// <param name="Values">By column, as far as columns were known.</param>
internal sealed record ApiRow(object[] Key, object?[] Values)
{
    /// <summary>By which rows are ordered.</summary>
    internal ApiSortKey SortKey => new([.. Key.Select(ApiOrderValue.OfKey)]);

    /// <summary>The value in a column; null too when the row is too short to have it.</summary>
    internal object? At(int ordinal) => ordinal >= 0 && ordinal < Values.Length ? Values[ordinal] : null;
}
