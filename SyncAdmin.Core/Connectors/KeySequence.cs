using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>Watches rows in key order go by: every key must be there, and be another than the one before.</summary>
internal sealed class KeySequence
{
    private readonly IReadOnlyList<string> _fields;
    private readonly int[] _ordinals;
    private object?[]? _last;

    internal KeySequence(IReadOnlyList<string> keyFields, IReadOnlyList<string> columns, SourceKey? after)
    {
        _fields = keyFields;
        _ordinals = [.. keyFields.Select(field => columns.ToList().IndexOf(field))];
        _last = after is null ? null : [.. after.Values];
    }

    /// <summary>The next row.</summary>
    internal void Add(object?[] row)
    {
        var key = new object?[_ordinals.Length];
        var same = _last is not null;
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = row[_ordinals[i]] ?? throw new ProblemException(new Problem(
                ErrorCatalog.SourceKeyNull, $"'{_fields[i]}' is NULL in a row{(_last is null ? "" : $" near {Text(_fields, _last)}")}."));
            same = same && SameValue(key[i]!, _last![i]!);
        }

        if (same)
        {
            throw RepeatedKey(_fields, key);
        }

        _last = key;
    }

    /// <summary>The key of a row that went by.</summary>
    internal SourceKey KeyOf(object?[] row) => new([.. _ordinals.Select(ordinal => row[ordinal]!)]);

    /// <summary>For a row of keys and code that the source found.</summary>
    internal static ProblemException NullKey(SourceQuery query, object?[] row) => new(new Problem(
        ErrorCatalog.SourceKeyNull,
        $"A row has {Text(query.KeyFields, row)}; its {query.CodeField} is {row[query.KeyFields.Count] ?? "NULL"}."));

    /// <summary>For a key that stands in two rows.</summary>
    internal static ProblemException RepeatedKey(IReadOnlyList<string> fields, object?[] row, string compared = "as the source compares") => new(new Problem(
        ErrorCatalog.SourceKeyRepeated, $"More than one row has {Text(fields, row)} ({compared})."));

    private static string Text(IReadOnlyList<string> fields, object?[] row) =>
        string.Join(", ", fields.Select((field, i) => FormattableString.Invariant($"{field} = {Shown(row[i])}")));

    private static object Shown(object? value) => value switch
    {
        null => "NULL",
        byte[] bytes => Convert.ToHexString(bytes),
        _ => value,
    };

    private static bool SameValue(object left, object right) =>
        left is byte[] bytes && right is byte[] others ? bytes.AsSpan().SequenceEqual(others) : left.Equals(right);
}
