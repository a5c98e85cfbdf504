namespace SyncAdmin.Core.Collections;

/// <summary>A datasource that feeds a collection.</summary>
/// <param name="Id">The datasource.</param>
/// <param name="Name">What people call it.</param>
public sealed record CollectionFeeder(Guid Id, string Name);
