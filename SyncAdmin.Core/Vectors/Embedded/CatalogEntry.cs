namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>A physical collection in the catalogue.</summary>
/// <param name="Number">Names its files; never used again.</param>
/// <param name="Name">Physical name.</param>
/// <param name="Spec">How it was made.</param>
/// <param name="Indexes">Payload indexes asked for: field and schema.</param>
internal sealed record CatalogEntry(long Number, string Name, CollectionSpec Spec, IReadOnlyDictionary<string, string> Indexes);
