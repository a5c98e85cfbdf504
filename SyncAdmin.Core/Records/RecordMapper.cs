using System.Text;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Records;

/// <summary>
/// Turns source rows into records by a mapping that is checked once. Safe for concurrent use; columns are looked up once per
/// layout of pages, not per row.
/// </summary>
public sealed class RecordMapper
{
    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly RecordMapping _mapping;
    private readonly List<FieldRule> _rules;
    private readonly List<(bool IsName, string Text)> _text;
    private RecordLayout? _layout;

    private RecordMapper(RecordMapping mapping, List<FieldRule> rules, List<(bool IsName, string Text)> text) =>
        (_mapping, _rules, _text, Mask) = (mapping, rules, text, new FieldMask(rules));

    /// <summary>What people may not see of its rows and payloads.</summary>
    internal FieldMask Mask { get; }

    /// <summary>Checks a mapping, and that the query has its columns when they are given. All mistakes come in one problem.</summary>
    /// <param name="mapping">How rows become records.</param>
    /// <param name="columns">Of the query's result; null when they are not known yet: <see cref="Map"/> then finds out.</param>
    public static Outcome<RecordMapper> Create(RecordMapping mapping, IReadOnlyList<string>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        var mistakes = new List<string>();
        var rules = FieldRules.Parse(mapping.FieldMapping, mistakes);
        var names = FieldRules.ParseNames(mapping.EmbeddingFields, mistakes);
        var hasTemplate = !string.IsNullOrWhiteSpace(mapping.TextTemplate);
        var text = hasTemplate ? TextTemplate.Parse(mapping.TextTemplate!, mistakes) : TextTemplate.Join(names);
        if (mapping.KeyFields.Count == 0)
        {
            mistakes.Add("There is no key field.");
        }

        if (mistakes.Count == 0 && !text.Exists(static piece => piece.IsName))
        {
            mistakes.Add(hasTemplate ? "textTemplate holds no {{field}}." : "embeddingFields is empty.");
        }

        if (mistakes.Count > 0)
        {
            return Invalid(ErrorCatalog.MappingInvalid, mistakes);
        }

        var mapper = new RecordMapper(mapping, rules, text);
        if (columns is not null)
        {
            var layout = mapper.Bind(columns);
            if (!layout.Succeeded)
            {
                return layout.Problem;
            }

            mapper._layout = layout.Value;
        }

        return mapper;
    }

    /// <summary>Whether key, code, payload or text are made of this column.</summary>
    public bool Uses(string column) =>
        _rules.Count == 0 || Named().Any(name => string.Equals(name, column, StringComparison.OrdinalIgnoreCase));

    /// <summary>The record of a row, as <see cref="Compare"/> makes it of one that the ledger doesn't know.</summary>
    /// <param name="columns">Of the page; the same list for every row of a page.</param>
    /// <param name="row">Values in the order of <paramref name="columns"/>.</param>
    public Outcome<MappedRecord> Map(IReadOnlyList<string> columns, object?[] row)
    {
        var key = KeyOf(columns, row);
        if (!key.Succeeded)
        {
            return key.Problem;
        }

        var compared = Compare(columns, row, key.Value, known: null);
        return compared.Succeeded ? compared.Value.Record! : compared.Problem;
    }

    /// <summary>The record key of a row, or why it has none. A layout without a column of the mapping is a <see cref="ProblemException"/>: no row of it can be mapped.</summary>
    /// <param name="columns">Of the page; the same list for every row of a page.</param>
    /// <param name="row">Values in the order of <paramref name="columns"/>.</param>
    public Outcome<string> KeyOf(IReadOnlyList<string> columns, object?[] row)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(row);
        return LayoutOf(columns).RecordKeyOf(row)
            ?? new Problem(ErrorCatalog.RecordKeyMissing, $"The key {string.Join(", ", _mapping.KeyFields)} is NULL in a row.");
    }

    /// <summary>
    /// What is new about a row, or why it is no record (then <see cref="Problem.Extensions"/> names it by <c>recordKey</c> and <c>recordCode</c> as far as they are known).
    /// </summary>
    /// <param name="columns">Of the page; the same list for every row of a page.</param>
    /// <param name="row">Values in the order of <paramref name="columns"/>.</param>
    /// <param name="recordKey">Its <see cref="KeyOf"/>.</param>
    /// <param name="known">What the ledger knows of this key; null: nothing.</param>
    public Outcome<ComparedRow> Compare(IReadOnlyList<string> columns, object?[] row, string recordKey, LedgerRow? known)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(row);
        var layout = LayoutOf(columns);
        var code = row[layout.CodeIndex] is { } codeValue
            ? RecordKey.Checked(RecordKey.Part(codeValue) ?? recordKey, ErrorCatalog.RecordCodeInvalid, "code")
            : recordKey;
        if (!code.Succeeded)
        {
            return Named(code.Problem, recordKey, code: null);
        }

        var scratch = _scratch ??= new Scratch();
        if (layout.Convert(row, scratch.Values) is { } field)
        {
            return Named(
                new Problem(ErrorCatalog.RecordValueInvalid, $"The record {recordKey}: the value of column \"{field.Column}\" is not of type {field.Type.ToString().ToLowerInvariant()}."),
                recordKey,
                code.Value);
        }

        layout.WriteText(row, scratch.Values, scratch.Text);
        var text = scratch.Text.ToText(_mapping.MaxTextLength, out var wasCut);
        if (text.IsEmpty)
        {
            return Named(new Problem(ErrorCatalog.RecordTextEmpty, $"The record {recordKey} has no text in its embedding fields."), recordKey, code.Value);
        }

        layout.WritePayload(scratch.Values, scratch.Json);
        var now = new LedgerRow(recordKey, code.Value, scratch.HashOf(text), RecordHash.Of(scratch.Json.Written));
        var change = now.ChangeFrom(known);
        // Text and payload of an unchanged record stay in the buffers: most rows of most syncs make nothing on the heap.
        var record = change == RecordChange.None
            ? null
            : new MappedRecord(layout.Key(row)!, recordKey, code.Value, _mapping.DatasourceId, text.ToString(), scratch.Json.Written.ToArray(), now.TextHash, now.PayloadHash) { TextWasCut = wasCut };
        return new ComparedRow(change, record, text.Length, wasCut) { IsNew = known is null };
    }

    /// <summary>
    /// A row and its text as people may see them: columns that the mapping masks are masked, wherever they show up. The text is empty where the row can't be converted.
    /// </summary>
    internal (object?[] Row, string Text) Show(IReadOnlyList<string> columns, object?[] row)
    {
        var layout = LayoutOf(columns);
        var shown = Mask.Row(columns, row);
        var scratch = _scratch ??= new Scratch();
        if (layout.Convert(row, scratch.Values) is not null)
        {
            return (shown, string.Empty);
        }

        layout.WriteText(shown, scratch.Values, scratch.Text);
        return (shown, scratch.Text.ToText(_mapping.MaxTextLength, out _).ToString());
    }

    private IEnumerable<string?> Named() =>
    [
        .. _mapping.KeyFields,
        _mapping.CodeField,
        .. _rules.Select(static rule => rule.Column),
        // A name in the text is a payload field, or else a column.
        .. _text.Where(piece => piece.IsName && !_rules.Exists(rule => string.Equals(rule.Name, piece.Text, StringComparison.Ordinal))).Select(static piece => piece.Text),
    ];

    private RecordLayout LayoutOf(IReadOnlyList<string> columns)
    {
        var layout = Volatile.Read(ref _layout);
        if (layout is null || !layout.Fits(columns))
        {
            layout = Bind(columns).Required();
            Volatile.Write(ref _layout, layout);
        }

        return layout;
    }

    private Outcome<RecordLayout> Bind(IReadOnlyList<string> columns)
    {
        var mistakes = new List<string>();
        var layout = RecordLayout.Create(_mapping, _rules, _text, columns, mistakes);
        if (mistakes.Count == 0)
        {
            return layout;
        }

        mistakes.Add($"The query has: {string.Join(", ", columns)}.");
        return Invalid(ErrorCatalog.MappingColumnMissing, mistakes);
    }

    private static Problem Invalid(ErrorDefinition error, List<string> mistakes) => new(error, string.Join(" ", mistakes))
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = mistakes },
    };

    private static Problem Named(Problem problem, string key, string? code) => problem with
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["recordKey"] = key, ["recordCode"] = code },
    };

    /// <summary>Buffers of one thread.</summary>
    private sealed class Scratch
    {
        private byte[] _utf8 = new byte[4096];

        internal List<object?> Values { get; } = [];

        internal EmbeddedText Text { get; } = new();

        internal CanonicalJsonWriter Json { get; } = new();

        internal RecordHash HashOf(ReadOnlySpan<char> text)
        {
            if (_utf8.Length < text.Length * 3)
            {
                _utf8 = new byte[text.Length * 3];
            }

            return RecordHash.Of(_utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8)));
        }
    }
}
