namespace SyncAdmin.Core.Sync.Drift;

/// <summary>How the columns of a query differ from those that are remembered, as far as the datasource needs them. In a job's metadata as <c>schemaDrift</c>.</summary>
/// <param name="Missing">Needed and gone.</param>
/// <param name="Retyped">Needed and of another sort.</param>
/// <param name="Added">New; nothing is done about them.</param>
public sealed record SchemaDiff(IReadOnlyList<string> Missing, IReadOnlyList<SchemaChange> Retyped, IReadOnlyList<string> Added)
{
    /// <summary>Nothing that is needed is missing or of another sort.</summary>
    internal bool IsHarmless => Missing.Count == 0 && Retyped.Count == 0;

    /// <param name="before">As remembered.</param>
    /// <param name="now">As the source says.</param>
    /// <param name="isNeeded">Whether the datasource uses a column of this name.</param>
    internal static SchemaDiff Of(IReadOnlyList<SchemaColumn> before, IReadOnlyList<SchemaColumn> now, Func<string, bool> isNeeded)
    {
        var pairs = before.Where(column => isNeeded(column.Name)).Select(was => (Was: was, Is: Find(now, was.Name))).ToArray();
        return new SchemaDiff(
            [.. pairs.Where(pair => pair.Is is null).Select(pair => pair.Was.Name)],
            [.. pairs.Where(pair => pair.Is is not null && !SameSort(pair.Was, pair.Is)).Select(pair => new SchemaChange(pair.Was.Name, Told(pair.Was), Told(pair.Is!)))],
            [.. now.Where(column => Find(before, column.Name) is null).Select(column => column.Name)]);
    }

    /// <summary>For people; empty when there is nothing to tell.</summary>
    internal string Text => string.Join(' ', Sentences());

    private IEnumerable<string> Sentences()
    {
        if (Missing.Count > 0)
        {
            yield return $"Missing: {string.Join(", ", Missing)}.";
        }

        if (Retyped.Count > 0)
        {
            yield return $"Of another type: {string.Join(", ", Retyped.Select(change => $"{change.Name} was {change.Was} and is {change.Is}"))}.";
        }

        if (Added.Count > 0)
        {
            yield return $"New: {string.Join(", ", Added)}.";
        }
    }

    /// <summary>Exact spelling first; else the only column that differs in case alone, as the mapping looks for them.</summary>
    private static SchemaColumn? Find(IReadOnlyList<SchemaColumn> columns, string name) =>
        columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal))
        ?? (columns.Where(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)).ToArray() is [var only] ? only : null);

    /// <summary>Kinds tell most types apart; of the rest the type's name does, its length and precision left aside.</summary>
    private static bool SameSort(SchemaColumn was, SchemaColumn now) =>
        string.Equals(was.Kind, now.Kind, StringComparison.Ordinal)
        && (was.Kind is not ("other" or "any") || string.Equals(BaseType(was), BaseType(now), StringComparison.OrdinalIgnoreCase));

    private static string BaseType(SchemaColumn column) => column.Type.Split('(')[0].Trim();

    private static string Told(SchemaColumn column) => column.Type.Length == 0 ? column.Kind : column.Type;
}
