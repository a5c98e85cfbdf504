using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary><c>match</c>: by a column in memory for <c>_sync.datasource</c> and <c>_sync.code</c>, by the payload for all else.</summary>
internal sealed class CompiledMatch : CompiledFilter
{
    // Up to here a walk along them is faster than a hash; a body of a megabyte can name a hundred thousand.
    private const int FewCodes = 64;
    private readonly PayloadPath _path;
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<long> _integers = [];
    private readonly HashSet<bool> _booleans = [];
    private readonly int[]? _datasources;
    private readonly long[]? _codes;
    private readonly HashSet<long>? _manyCodes;

    internal CompiledMatch(string key, IReadOnlyList<JsonElement> values, DatasourceNumbers datasources)
    {
        _path = PathOf(key);
        foreach (var value in values)
        {
            Add(key, value);
        }

        switch (key)
        {
            case SyncMember.Datasource:
                _datasources = [.. _texts.Select(datasources.Find).OfType<int>()];
                break;
            case SyncMember.Code:
                _codes = [.. _texts.Select(code => DatasourceNumbers.CodeOf(new Field(code, false)))];
                _manyCodes = _codes.Length > FewCodes ? [.. _codes] : null;
                break;
        }
    }

    internal static PayloadPath PathOf(string key) => PayloadPath.TryParse(key, out var path)
        ? path
        : throw new ProblemException(new Problem(ErrorCatalog.VectorFilterInvalid, $"The key '{key}' of the filter is not a path."));

    internal override Verdict Quick(SlotChunk chunk, int index, int slot)
    {
        if (_datasources is not null)
        {
            var datasource = chunk.Datasource[index];
            return datasource == SlotChunk.OddDatasource ? Verdict.Unknown
                : Array.IndexOf(_datasources, datasource) >= 0 ? Verdict.Yes : Verdict.No;
        }

        if (_codes is not null)
        {
            // Equal hashes are no proof: the payload decides.
            var code = chunk.Code[index];
            var isAmong = _manyCodes?.Contains(code) ?? Array.IndexOf(_codes, code) >= 0;
            return code == SlotChunk.OddCode || isAmong ? Verdict.Unknown : Verdict.No;
        }

        return Verdict.Unknown;
    }

    internal override bool Passes(JsonElement payload, int slot) => PayloadValues.Any(payload, _path, Matches);

    private bool Matches(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => _texts.Count > 0 && _texts.Contains(value.GetString()!),
        JsonValueKind.Number => _integers.Count > 0 && value.TryGetInt64(out var integer) && _integers.Contains(integer),
        JsonValueKind.True => _booleans.Contains(true),
        JsonValueKind.False => _booleans.Contains(false),
        _ => false,
    };

    private void Add(string key, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _texts.Add(value.GetString()!);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                _booleans.Add(value.GetBoolean());
                break;
            case JsonValueKind.Number when value.TryGetInt64(out var integer):
                _integers.Add(integer);
                break;
            default:
                throw new ProblemException(new Problem(
                    ErrorCatalog.VectorFilterInvalid, $"The match on '{key}' of the filter must be a text, an integer or a boolean."));
        }
    }
}
