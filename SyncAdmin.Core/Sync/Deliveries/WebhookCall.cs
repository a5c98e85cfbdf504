using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>
/// What a webhook's body says: <c>{ "collection": "…", "codes": [ 1 to 500 strings ] }</c>. Members of other names are passed over, so that a
/// sender may put its own beside ours.
/// </summary>
/// <param name="Collection">That the codes' records are in.</param>
/// <param name="Codes">Record codes, each once, in the order in which they were sent.</param>
internal sealed record WebhookCall(string Collection, IReadOnlyList<string> Codes)
{
    internal const int MostCodes = 500;

    private const int LongestCollection = 255;

    /// <summary>Reads a body, or as much of it as was kept: a mistake in that part is told as in a whole one, and without one the body is too large.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="isWhole">False: more of it came.</param>
    /// <param name="collection">The only one that it may name.</param>
    internal static Outcome<WebhookCall> Read(ReadOnlySpan<byte> body, bool isWhole, string collection)
    {
        if (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        try
        {
            return new Reading(body, isWhole, collection).Read();
        }
        catch (JsonException exception)
        {
            return Invalid(exception.LineNumber is { } line
                ? $"The body is not JSON at line {line + 1}, byte {exception.BytePositionInLine + 1}."
                : "The body is not JSON.");
        }
        catch (InvalidOperationException)
        {
            // What the reader says of bytes that are no UTF-8, and of an escaped half of a surrogate pair.
            return Invalid("A text of the body is not Unicode.");
        }
    }

    private static Problem Invalid(string detail) => new(ErrorCatalog.WebhookBodyInvalid, detail);

    private static Problem TooLarge() => new(ErrorCatalog.WebhookTooLarge, $"The body has more than {WebhookBody.MostKept >> 20} MiB.");

    private ref struct Reading(ReadOnlySpan<byte> body, bool isWhole, string expected)
    {
        private readonly bool _isWhole = isWhole;
        private readonly string _expected = expected;
        private Utf8JsonReader _json = new(body, isWhole, state: default);
        private string? _collection;
        private List<string>? _codes;
        private int _count;

        internal Outcome<WebhookCall> Read()
        {
            if (!_json.Read())
            {
                return TooLarge();
            }

            if (_json.TokenType != JsonTokenType.StartObject)
            {
                return Invalid("The body is no JSON object.");
            }

            while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            {
                if (Member() is { } problem)
                {
                    return problem;
                }
            }

            // Between the end of the object and the end of the body there are blanks, or the reader throws.
            if (_json.TokenType != JsonTokenType.EndObject || _json.Read() || !_isWhole)
            {
                return TooLarge();
            }

            return _collection is null
                ? Invalid("'collection' is missing.")
                : _codes is null ? Invalid("'codes' is missing.") : new WebhookCall(_collection, _codes);
        }

        /// <summary>One member, name and value; null when nothing is wrong with it, or its end was not kept.</summary>
        private Problem? Member()
        {
            if (_json.ValueTextEquals("collection"u8))
            {
                return Collection();
            }

            if (_json.ValueTextEquals("codes"u8))
            {
                return Codes();
            }

            _json.TrySkip();
            return null;
        }

        private Problem? Collection()
        {
            if (!_json.Read())
            {
                return null;
            }

            if (_collection is not null)
            {
                return Invalid("'collection' is there twice.");
            }

            _collection = _json.TokenType == JsonTokenType.String ? _json.GetString() : null;
            return _collection is not { Length: > 0 and <= LongestCollection }
                ? Invalid($"'collection' is no text of 1 to {LongestCollection} characters.")
                : string.Equals(_collection, _expected, StringComparison.Ordinal)
                    ? null
                    : new Problem(ErrorCatalog.WebhookCollectionForeign, $"The datasource feeds \"{_expected}\", not \"{_collection}\".");
        }

        private Problem? Codes()
        {
            if (!_json.Read())
            {
                return null;
            }

            if (_codes is not null)
            {
                return Invalid("'codes' is there twice.");
            }

            if (_json.TokenType != JsonTokenType.StartArray)
            {
                return Invalid("'codes' is no array.");
            }

            _codes = [];
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
            {
                if (++_count > MostCodes)
                {
                    return Invalid($"'codes' has more than {MostCodes} members.");
                }

                if (Code(out var code) is { } problem)
                {
                    return problem;
                }

                if (seen.Add(code))
                {
                    _codes.Add(code);
                }
            }

            return _count == 0 && _json.TokenType == JsonTokenType.EndArray ? Invalid("'codes' is empty.") : null;
        }

        private Problem? Code(out string code)
        {
            code = string.Empty;
            if (_json.TokenType != JsonTokenType.String)
            {
                return Invalid($"Code {_count} is no text: codes are strings.");
            }

            var read = RecordKey.Checked(_json.GetString()!, ErrorCatalog.WebhookBodyInvalid, $"code {_count}");
            if (!read.Succeeded)
            {
                return read.Problem;
            }

            code = read.Value;
            return string.IsNullOrWhiteSpace(code) ? Invalid($"Code {_count} is empty.") : null;
        }
    }
}
