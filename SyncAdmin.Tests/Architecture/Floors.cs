using System.Text.RegularExpressions;

namespace SyncAdmin.Tests.Architecture;

/// <summary>The floors of Core (ARCHITECTURE.md): a feature uses itself and lower floors, never its own floor's neighbours.</summary>
internal static partial class Floors
{
    internal static readonly IReadOnlyDictionary<string, int> Of = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["Errors"] = 0,
        ["Storage"] = 0,
        ["Outbound"] = 0,
        ["Access"] = 1,
        ["Queue"] = 1,
        ["Connectors"] = 1,
        ["Vectors"] = 1,
        ["Models"] = 1,
        ["Collections"] = 2,
        ["Embeddings"] = 2,
        ["Vision"] = 2,
        ["Records"] = 2,
        ["Webhooks"] = 2,
        ["Notifications"] = 3,
        ["Datasources"] = 3,
        ["Search"] = 3,
        ["Photos"] = 3,
        ["Inbox"] = 3,
        ["Sync"] = 4,
        ["Hub"] = 5,
    };

    /// <summary>Each line names a file and what it must not use.</summary>
    internal static IReadOnlyList<string> Violations(IEnumerable<SourceFile> files) =>
    [
        .. from file in files
           let feature = file.Path.Split('/')[1]
           where Of.ContainsKey(feature)
           from used in Uses(file.Code).Distinct(StringComparer.Ordinal)
           where used != feature && Of[used] >= Of[feature]
               && used != "Errors" // Every floor names its errors, Storage too.
           select $"{file.Path} (floor {Of[feature]}) uses {used} (floor {Of[used]})",
    ];

    // What can follow a feature's name: its types (one a file) and its folders. After a property that happens to be called like a feature comes something else.
    private static readonly HashSet<string> Members =
    [
        .. from file in SourceFile.Of("SyncAdmin.Core", "*.cs")
           let parts = file.Path.Split('/')
           from name in parts[2..]
           select $"{parts[1]}.{name.Split('.')[0]}",
    ];

    /// <summary>Features named by a using, a full name, or a name relative to SyncAdmin.Core.</summary>
    private static IEnumerable<string> Uses(string code) => FullName().Matches(code)
        .Concat(RelativeName().Matches(code).Where(match => Members.Contains(match.Value)))
        .Select(match => match.Groups["feature"].Value)
        .Where(Of.ContainsKey);

    [GeneratedRegex(@"SyncAdmin\.Core\.(?<feature>[A-Z][A-Za-z]+)")]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\w.])(?<feature>[A-Z][A-Za-z]+)\.[A-Z]\w*")]
    private static partial Regex RelativeName();
}
