using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Queue;

namespace SyncAdmin.Core.Notifications;

/// <summary>Finds what is wrong with an endpoint's settings, before anything is stored or called.</summary>
internal sealed class NotificationEndpointCheck(OutboundGuard guard)
{
    private const int LongestUrl = 2_000;
    private const int LongestDescription = 200;

    /// <summary>Null: nothing is wrong.</summary>
    internal Problem? Mistake(NotificationEndpointInput input)
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (UrlMistake(input.Url) is { } url)
        {
            mistakes["url"] = [url];
        }

        if (input.Description is { } description && (description.Length > LongestDescription || !MessageCheck.IsText(description)))
        {
            mistakes["description"] = [$"At most {LongestDescription} characters, none of them NUL or half a surrogate pair."];
        }

        if (Unknown(input.Kinds ?? []) is { Length: > 0 } kinds)
        {
            mistakes["kinds"] = kinds;
        }

        string[] thresholds =
        [
            .. Unknown(input.Thresholds?.Keys ?? []),
            .. (input.Thresholds ?? new Dictionary<string, long>(StringComparer.Ordinal))
                .Where(static threshold => threshold.Value is < 1 or > NotificationOptionsValidator.LargestThreshold)
                .Select(static threshold => $"{threshold.Key} is {threshold.Value}; it goes from 1 to {NotificationOptionsValidator.LargestThreshold}."),
        ];
        if (thresholds.Length > 0)
        {
            mistakes["thresholds"] = thresholds;
        }

        return mistakes.Count == 0 ? null : new Problem(ErrorCatalog.NotificationEndpointInvalid, $"Not valid: {string.Join(", ", mistakes.Keys)}.")
        {
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = mistakes },
        };
    }

    private static string[] Unknown(IEnumerable<string?> words) =>
        [.. words.Where(static word => word is null || NotificationKinds.Parse(word) is null).Select(static word => $"'{word}' is none of {string.Join(", ", NotificationKinds.All)}.")];

    private string? UrlMistake(string? text)
    {
        if (text is not { Length: > 0 and <= LongestUrl } || !MessageCheck.IsText(text) || !Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            return $"Give a whole address that begins with https:// (or http://), of at most {LongestUrl} characters.";
        }

        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            return "Leave user, password and the part behind # out: the receiver knows us by the signature.";
        }

        return guard.Check(url) is { } refused ? $"{refused.Detail} {refused.Error.Remedy}" : null;
    }
}
