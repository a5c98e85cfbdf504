using System.Text.Json;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Search;

/// <summary>Asks for the points whose code is what somebody typed.</summary>
internal static class CodeFilter
{
    /// <summary>As typed, in capitals and in small letters (codes are stored as the source has them), together with the person's own filter.</summary>
    internal static Filter Of(string text, Filter? filter)
    {
#pragma warning disable CA1308 // A code may be stored in small letters: both cases are asked for.
        string[] forms = [text, text.ToUpperInvariant(), text.ToLowerInvariant()];
#pragma warning restore CA1308
        var code = new Condition.MatchAny(SyncMember.Code, [.. forms.Distinct(StringComparer.Ordinal).Select(form => JsonSerializer.SerializeToElement(form))]);
        return new Filter { Must = filter is null ? [code] : [code, new Condition.Nested(filter)] };
    }
}
