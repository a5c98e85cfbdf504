namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>What <see cref="CollectionLoader"/> made of a collection's files.</summary>
/// <param name="Table">The rows.</param>
/// <param name="File">The vectors.</param>
/// <param name="Snapshots">The first snapshot and the free slots.</param>
/// <param name="Chunks">The columns.</param>
/// <param name="Lost">Points whose vectors are damaged or missing, not written again since.</param>
/// <param name="End">The first slot that was never used.</param>
/// <param name="Datasources">The datasources met.</param>
internal sealed record LoadedCollection(
    PointTable Table,
    VectorFile File,
    SnapshotQueue Snapshots,
    List<SlotChunk> Chunks,
    HashSet<Guid> Lost,
    int End,
    DatasourceNumbers Datasources);
