using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Search;

/// <summary>A search by words or code.</summary>
/// <param name="Collection">Name of the collection.</param>
/// <param name="Text">1 to 2,000 characters.</param>
/// <param name="Limit">1 to 100, default 10.</param>
/// <param name="Filter">Qdrant's filter form; null: none.</param>
public sealed record TextSearch(string Collection, string Text, int Limit = 10, Filter? Filter = null)
{
    /// <summary>Codes that are matched exactly besides the text itself, for example those printed on a picture; default none.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];
}
