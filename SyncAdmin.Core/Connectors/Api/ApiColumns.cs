using System.Globalization;
using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>
/// Makes rows of items. A member of an object inside an item is a column with a dot (<c>brand.name</c>), a list is its JSON text, an empty object
/// is null. Columns are only ever added, at the end: an earlier row is merely shorter.
/// </summary>
internal sealed class ApiColumns
{
    private const int Most = 1_000;
    private const int LongestName = 300;
    private readonly List<string> _names = [];
    private readonly List<string?> _types = [];
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly List<long> _setBy = [];
    private object?[] _row = [];
    private long _item;

    internal ApiColumns(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Ordinal(name);
        }
    }

    internal IReadOnlyList<string> Names => [.. _names];

    /// <summary>Its place, or -1.</summary>
    internal int Find(string name) => _ordinals.GetValueOrDefault(name, -1);

    /// <summary>For people: what sort of values came so far.</summary>
    internal IReadOnlyList<SourceColumn> Described() => [.. _names.Select((name, i) => new SourceColumn(name, _types[i] ?? "unknown"))];

    /// <summary>The values of an item, as far as columns are known when it ends.</summary>
    /// <exception cref="ProblemException">SYNC-1069.</exception>
    internal object?[] Row(JsonElement item)
    {
        _item++;
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw Unreadable($"is {ApiAnswer.Sort(item)}, not an object");
        }

        try
        {
            _row = new object?[_names.Count];
            Add(item, "");
            return _row.Length == _names.Count ? _row : _row[.._names.Count];
        }
        catch (InvalidOperationException exception)
        {
            // What the reader of texts says of \ud800 alone.
            throw Unreadable("holds half a surrogate pair, which is no character", exception);
        }
    }

    /// <summary>A row that was made before the last columns were found, with nulls in their places.</summary>
    internal static object?[] Padded(object?[] row, int width)
    {
        if (row.Length < width)
        {
            Array.Resize(ref row, width);
        }

        return row;
    }

    private void Add(JsonElement members, string prefix)
    {
        foreach (var member in members.EnumerateObject())
        {
            var name = prefix.Length == 0 ? member.Name : prefix + member.Name;
            if (member.Value.ValueKind == JsonValueKind.Object && member.Value.EnumerateObject().MoveNext())
            {
                Add(member.Value, name + ".");
                continue;
            }

            var ordinal = Ordinal(name);
            if (_setBy[ordinal] == _item)
            {
                throw Unreadable($"has two members that would be the column '{name}'");
            }

            _setBy[ordinal] = _item;
            if (ordinal >= _row.Length)
            {
                Array.Resize(ref _row, Math.Max(_names.Count, 2 * _row.Length));
            }

            (_row[ordinal], var type) = Value(member.Value);
            _types[ordinal] = _types[ordinal] is null || type is null || _types[ordinal] == type ? _types[ordinal] ?? type : "mixed";
        }
    }

    private int Ordinal(string name)
    {
        if (_ordinals.TryGetValue(name, out var ordinal))
        {
            return ordinal;
        }

        if (_names.Count == Most)
        {
            throw Unreadable($"brings more than {Most} columns; members named by ids make a column for each id");
        }

        if (name.Length > LongestName)
        {
            throw Unreadable($"has a member whose name is longer than {LongestName} characters");
        }

        _ordinals[name] = _names.Count;
        _names.Add(name);
        _types.Add(null);
        _setBy.Add(0);
        return _names.Count - 1;
    }

    private static (object? Value, string? Type) Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => (value.GetString(), "text"),
        JsonValueKind.True => (true, "boolean"),
        JsonValueKind.False => (false, "boolean"),
        JsonValueKind.Array => (value.GetRawText(), "list"),
        JsonValueKind.Number when value.TryGetInt64(out var number) => (number, "integer"),
        JsonValueKind.Number when value.TryGetUInt64(out var large) => (large, "integer"),
        JsonValueKind.Number => (ApiNumber.Exact(value.GetRawText()), "decimal"),
        _ => (null, null),
    };

    private ProblemException Unreadable(string what, Exception? inner = null) => new(
        new Problem(ErrorCatalog.ApiItemUnreadable, string.Create(CultureInfo.InvariantCulture, $"Item {_item} {what}.")), inner);
}
