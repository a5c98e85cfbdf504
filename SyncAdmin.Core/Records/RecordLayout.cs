using System.Text.Json;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Records;

/// <summary>A mapping bound to the columns of a page: everything by index.</summary>
internal sealed class RecordLayout
{
    private readonly string[] _names;
    private readonly int[] _key;
    private readonly Field[] _fields;
    private readonly TextPart[] _text;
    private IReadOnlyList<string> _columns;

    private RecordLayout(IReadOnlyList<string> columns, int[] key, int code, Field[] fields, TextPart[] text)
    {
        _columns = columns;
        _names = [.. columns];
        _key = key;
        CodeIndex = code;
        _fields = fields;
        _text = text;
    }

    internal int CodeIndex { get; }

    internal static RecordLayout Create(
        RecordMapping mapping,
        List<FieldRule> rules,
        List<(bool IsName, string Text)> text,
        IReadOnlyList<string> columns,
        List<string> mistakes)
    {
        if (rules.Count == 0)
        {
            rules = [.. columns.Where(static column => !string.Equals(column, SyncPayload.Member, StringComparison.Ordinal)).Select(static column => new FieldRule(column, column))];
        }

        var key = mapping.KeyFields.Select(name => Find(columns, name, "The key field", mistakes)).ToArray();
        var code = Find(columns, mapping.CodeField, "The code field", mistakes);
        var fields = rules
            .OrderBy(static rule => rule.Name, StringComparer.Ordinal)
            .Select((rule, index) => new Field(rule, rule.Column is null ? -1 : Find(columns, rule.Column, $"The field \"{rule.Name}\"", mistakes), Prefix(rule.Name, index == 0)))
            .ToArray();
        var parts = text.Select(piece => Part(piece.IsName, piece.Text, fields, columns, mistakes)).ToArray();
        return new RecordLayout(columns, key, code, fields, parts);
    }

    internal bool Fits(IReadOnlyList<string> columns)
    {
        if (ReferenceEquals(columns, _columns))
        {
            return true;
        }

        if (!columns.SequenceEqual(_names, StringComparer.Ordinal))
        {
            return false;
        }

        _columns = columns; // The next row of this page compares references only.
        return true;
    }

    /// <summary>The record key; null where a part of it is NULL.</summary>
    internal Outcome<string>? RecordKeyOf(object?[] row)
    {
        if (_key is [var only])
        {
            return row[only] is { } value ? RecordKey.Of(value) : (Outcome<string>?)null;
        }

        return Key(row) is { } key ? RecordKey.Of(key) : (Outcome<string>?)null;
    }

    internal SourceKey? Key(object?[] row)
    {
        var values = new object[_key.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (row[_key[i]] is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        return new SourceKey(values);
    }

    /// <summary>Fills <paramref name="values"/> with the payload's values; the rule whose value doesn't fit, or null.</summary>
    internal FieldRule? Convert(object?[] row, List<object?> values)
    {
        values.Clear();
        foreach (var field in _fields)
        {
            object? value = null;
            if (field.Column >= 0 && !FieldConversion.TryConvert(row[field.Column], field.Rule.Type, out value))
            {
                return field.Rule;
            }

            values.Add(field.Rule.Mask && FieldMask.Text(value) is { } text ? FieldConversion.Mask(text) : value);
        }

        return null;
    }

    internal void WriteText(object?[] row, List<object?> values, EmbeddedText text)
    {
        text.Clear();
        Span<char> scalar = stackalloc char[CanonicalValue.MaxScalarLength];
        foreach (var part in _text)
        {
            if (part.Literal is not null)
            {
                text.Append(part.Literal);
                continue;
            }

            switch (part.Field >= 0 ? values[part.Field] : row[part.Column])
            {
                case null:
                    break;
                case string value:
                    text.Append(value);
                    break;
                case byte[] or JsonElement:
                    text.Append(FieldMask.Text(part.Field >= 0 ? values[part.Field] : row[part.Column]));
                    break;
                case { } value when CanonicalValue.TryFormat(value, scalar, out var written, out _):
                    text.Append(scalar[..written]);
                    break;
            }
        }
    }

    internal void WritePayload(List<object?> values, CanonicalJsonWriter json)
    {
        json.Clear();
        for (var i = 0; i < _fields.Length; i++)
        {
            json.Raw(_fields[i].Prefix);
            if (_fields[i].Column < 0)
            {
                json.Raw(_fields[i].Rule.StaticJson);
            }
            else
            {
                json.Value(values[i]);
            }
        }

        json.Raw(_fields.Length == 0 ? "{}"u8 : "}"u8);
    }

    /// <summary>Exact spelling first; else the only column that differs in case alone (people write names as they like).</summary>
    private static int Find(IReadOnlyList<string> columns, string name, string what, List<string> mistakes)
    {
        var index = IndexOf(columns, name);
        if (index < 0)
        {
            mistakes.Add($"{what} needs the column \"{name}\", which the query doesn't have.");
        }

        return index;
    }

    private static int IndexOf(IReadOnlyList<string> columns, string name)
    {
        var similar = -1;
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i], name, StringComparison.Ordinal))
            {
                return i;
            }

            if (string.Equals(columns[i], name, StringComparison.OrdinalIgnoreCase))
            {
                similar = similar == -1 ? i : -2;
            }
        }

        return similar;
    }

    private static TextPart Part(bool isName, string text, Field[] fields, IReadOnlyList<string> columns, List<string> mistakes)
    {
        if (!isName)
        {
            return new TextPart(text, -1, -1);
        }

        var field = Array.FindIndex(fields, field => string.Equals(field.Rule.Name, text, StringComparison.Ordinal));
        if (field >= 0)
        {
            return fields[field].Rule.Static is null ? new TextPart(Literal: null, field, -1) : new TextPart(fields[field].Rule.StaticText, -1, -1);
        }

        var column = IndexOf(columns, text);
        if (column < 0)
        {
            mistakes.Add($"The text needs \"{text}\", which is neither a field of the mapping nor a column of the query.");
        }

        return new TextPart(Literal: null, -1, column);
    }

    private static byte[] Prefix(string name, bool first)
    {
        var json = new CanonicalJsonWriter();
        json.Raw(first ? "{"u8 : ","u8);
        json.String(name);
        json.Raw(":"u8);
        return json.Written.ToArray();
    }

    private sealed record Field(FieldRule Rule, int Column, byte[] Prefix);

    private sealed record TextPart(string? Literal, int Field, int Column);
}
