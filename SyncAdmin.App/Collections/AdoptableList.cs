namespace SyncAdmin.App.Collections;

/// <summary>All collections of the store that are not SyncAdmin's.</summary>
/// <param name="Items">By name.</param>
internal sealed record AdoptableList(IReadOnlyList<AdoptableAnswer> Items);
