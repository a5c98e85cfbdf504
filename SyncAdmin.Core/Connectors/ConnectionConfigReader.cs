using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>Reads the members of a <c>connectionConfig</c> and gathers everything that is wrong with it; what nobody asked for is unknown.</summary>
internal sealed partial class ConnectionConfigReader
{
    private readonly Dictionary<string, JsonElement> _unread = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<Problem> _problems = [];
    private readonly List<ConnectionConfigReader> _sections = [];
    private readonly string _prefix;

    internal ConnectionConfigReader(JsonElement config, string prefix = "")
    {
        _prefix = prefix;
        if (config.ValueKind != JsonValueKind.Object)
        {
            _problems.Add(new Problem(ErrorCatalog.ConnectionSettingInvalid, prefix.Length == 0 ? "connectionConfig is not a JSON object." : $"'{prefix[..^1]}' is not a JSON object."));
            return;
        }

        foreach (var member in config.EnumerateObject())
        {
            _unread[member.Name] = member.Value;
        }
    }

    /// <summary>A text that must be there and not be empty.</summary>
    internal string Required(string name)
    {
        var text = Optional(name);
        if (text is null && !_problems.Exists(problem => problem.Detail.Contains($"'{_prefix}{name}'", StringComparison.Ordinal)))
        {
            _problems.Add(new Problem(ErrorCatalog.ConnectionSettingMissing, $"'{_prefix}{name}' is missing."));
        }

        return text ?? "";
    }

    /// <summary>A text; null when it is absent, JSON null or empty.</summary>
    internal string? Optional(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Invalid(name, "must be a text");
            return null;
        }

        var text = value.GetString()!;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            Invalid(name, "must not hold a zero character");
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>A port as a number, or as the text of one; <paramref name="standard"/> when absent.</summary>
    internal int Port(int standard)
    {
        if (Take("port") is not { } value)
        {
            return standard;
        }

        var port = value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt32(out var number) => number,
            JsonValueKind.String when int.TryParse(value.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
            _ => 0,
        };
        if (port is < 1 or > 65_535)
        {
            Invalid("port", "must be a whole number from 1 to 65535");
        }

        return port;
    }

    /// <summary><c>tls</c>; prefer when absent.</summary>
    internal TlsMode Tls()
    {
        switch (Optional("tls"))
        {
            case null or "prefer": return TlsMode.Prefer;
            case "require": return TlsMode.Require;
            case "verify": return TlsMode.Verify;
            case "off": return TlsMode.Off;
            default:
                Invalid("tls", "must be prefer, require, verify or off");
                return TlsMode.Prefer;
        }
    }

    /// <summary>Records that <paramref name="name"/> <paramref name="must"/> be otherwise.</summary>
    internal void Invalid(string name, string must) =>
        _problems.Add(new Problem(ErrorCatalog.ConnectionSettingInvalid, $"'{_prefix}{name}' {must}."));

    /// <summary>All problems, unknown members last. The values themselves are never quoted: one may be a password in the wrong place.</summary>
    internal IReadOnlyList<Problem> Problems() =>
    [
        .. _problems,
        .. _unread.Keys.Order(StringComparer.Ordinal).Select(name => new Problem(
            ErrorCatalog.ConnectionSettingUnknown,
            $"'{_prefix}{name}' is not a setting of this type; it takes {string.Join(", ", _known)}.")),
        .. _sections.SelectMany(section => section.Problems()),
    ];

    private JsonElement? Take(string name)
    {
        _known.Add(name);
        return _unread.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
