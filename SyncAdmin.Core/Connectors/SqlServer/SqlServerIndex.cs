namespace SyncAdmin.Core.Connectors.SqlServer;

/// <summary>An index and the columns that order it.</summary>
/// <param name="Id">1: the clustered one.</param>
/// <param name="IsUnique">No two rows share its columns.</param>
/// <param name="Columns">In its order.</param>
internal sealed record SqlServerIndex(long Id, bool IsUnique, List<(string Name, bool Descending)> Columns)
{
    private const long Clustered = 1;

    /// <summary>True when rows along one of a table's indexes come in the ascending order of these columns, read forwards or backwards.</summary>
    internal static bool AnyGives(IReadOnlyList<SqlServerIndex> indexes, IReadOnlyList<string> order)
    {
        var clustered = indexes.FirstOrDefault(index => index.Id == Clustered);
        return indexes.Any(index => index.Gives(order, clustered));
    }

    private bool Gives(IReadOnlyList<string> order, SqlServerIndex? clustered)
    {
        // Rows that share an index's columns stand in it in the order of the clustered index.
        var columns = IsUnique || clustered is null || clustered == this
            ? Columns
            : [.. Columns, .. clustered.Columns.Where(column => !Columns.Exists(own => Same(own.Name, column.Name)))];

        // Behind all columns of a unique index nothing is left to order.
        var compared = IsUnique ? Math.Min(columns.Count, order.Count) : order.Count;
        return compared <= columns.Count
            && Enumerable.Range(0, compared).All(i => Same(columns[i].Name, order[i]) && columns[i].Descending == columns[0].Descending);
    }

    // The catalogue spells both.
    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
