using System.Text.Json;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Search;

/// <summary>Asks for the points whose code is what somebody typed, or what is printed on a picture.</summary>
internal static class CodeFilter
{
    /// <summary>As given, in capitals and in small letters (codes are stored as the source has them), together with the person's own filter.</summary>
    internal static Filter Of(IEnumerable<string> codes, Filter? filter)
    {
#pragma warning disable CA1308 // A code may be stored in small letters: both cases are asked for.
        var forms = codes.SelectMany(code => new[] { code, code.ToUpperInvariant(), code.ToLowerInvariant() });
#pragma warning restore CA1308
        var code = new Condition.MatchAny(SyncMember.Code, [.. forms.Distinct(StringComparer.Ordinal).Select(form => JsonSerializer.SerializeToElement(form))]);
        return new Filter { Must = filter is null ? [code] : [code, new Condition.Nested(filter)] };
    }
}
