namespace SyncAdmin.Core.Collections.Reindexing;

/// <summary>Where what a datasource brings is written.</summary>
/// <param name="Main">The live collection; the one that is built where the live one is of a model that is not configured any more.</param>
/// <param name="Mirror">The one that a re-index builds beside the live one; null: there is none.</param>
internal sealed record CollectionTargets(Collection Main, Collection? Mirror);
