namespace SyncAdmin.Core.Vectors;

/// <summary>Qdrant's filter: all of <see cref="Must"/>, at least one of <see cref="Should"/> (when there is any), none of <see cref="MustNot"/>.</summary>
public sealed record Filter
{
    /// <summary>All must hold.</summary>
    public IReadOnlyList<Condition> Must { get; init; } = [];

    /// <summary>At least one must hold, when there is any.</summary>
    public IReadOnlyList<Condition> Should { get; init; } = [];

    /// <summary>None may hold.</summary>
    public IReadOnlyList<Condition> MustNot { get; init; } = [];
}
