namespace SyncAdmin.Core.Connectors;

/// <summary>Columns of a page, found by the names that settings give them.</summary>
internal static class ColumnNames
{
    /// <summary>The position of a column, whatever its case; null when the page has none of that name.</summary>
    internal static int? Find(this IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return null;
    }
}
