using System.Collections;

namespace SyncAdmin.Core.Connectors;

/// <summary>
/// The typed key of one source row: one value per key column, in the order of <see cref="SourceQuery.KeyFields"/>. It goes back to the
/// source as bound parameters, so that paging compares as the source itself does. Its canonical text (record key) is made by Records.
/// </summary>
public sealed class SourceKey(IReadOnlyList<object> values) : IEquatable<SourceKey>
{
    /// <summary>Never null, never DBNull.</summary>
    public IReadOnlyList<object> Values { get; } = values;

    /// <inheritdoc/>
    public bool Equals(SourceKey? other) =>
        other is not null && StructuralComparisons.StructuralEqualityComparer.Equals(Values.ToArray(), other.Values.ToArray());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SourceKey);

    /// <inheritdoc/>
    public override int GetHashCode() => StructuralComparisons.StructuralEqualityComparer.GetHashCode(Values.ToArray());

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Values);
}
