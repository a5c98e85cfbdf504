namespace SyncAdmin.Core.Connectors.Api;

/// <summary>What a row is ordered by: its key, or its change value and its key.</summary>
internal sealed class ApiSortKey(ApiOrderValue[] values) : IEquatable<ApiSortKey>
{
    private readonly ApiOrderValue[] _values = values;

    internal static IComparer<ApiSortKey> Order { get; } = Comparer<ApiSortKey>.Create(static (left, right) => left.CompareTo(right));

    internal static ApiSortKey Of(SourceKey key) => new([.. key.Values.Select(ApiOrderValue.OfKey)]);

    /// <summary>Below, at or above 0: before, equal, behind.</summary>
    internal int CompareTo(ApiSortKey other)
    {
        var compared = 0;
        for (var i = 0; i < _values.Length && compared == 0; i++)
        {
            compared = _values[i].CompareTo(other._values[i]);
        }

        return compared;
    }

    public bool Equals(ApiSortKey? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as ApiSortKey);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
