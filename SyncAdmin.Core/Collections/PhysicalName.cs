namespace SyncAdmin.Core.Collections;

/// <summary>Remembers the highest version that a collection name has had, also after the collection was deleted: a physical name is never used twice. Table <c>physical_names</c>.</summary>
public sealed class PhysicalName
{
    /// <summary>Collection name.</summary>
    public required string Name { get; init; }

    /// <summary>Highest version so far.</summary>
    public int Version { get; set; }
}
