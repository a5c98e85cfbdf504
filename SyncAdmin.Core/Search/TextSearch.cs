using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Search;

/// <summary>A search by words or code.</summary>
/// <param name="Collection">Name of the collection.</param>
/// <param name="Text">1 to 2,000 characters.</param>
/// <param name="Limit">1 to 100, default 10.</param>
/// <param name="Filter">Qdrant's filter form; null: none.</param>
public sealed record TextSearch(string Collection, string Text, int Limit = 10, Filter? Filter = null);
