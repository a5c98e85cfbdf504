using System.Text.RegularExpressions;
using System.Xml.Linq;
using SyncAdmin.Tests.Architecture;

namespace SyncAdmin.Tests.Pages.Resources;

/// <summary>The texts of one feature in one language, by key.</summary>
internal sealed partial record TextFile(string Feature, string Language, IReadOnlyDictionary<string, string> Texts)
{
    internal static IReadOnlyList<TextFile> All { get; } = [.. SourceFile.Of("SyncAdmin.App", "*.resx").Select(Read)];

    internal static TextFile Of(string feature, string language) => All.Single(file => file.Feature == feature && file.Language == language);

    /// <summary>The <c>{0}</c> of a text, sorted.</summary>
    internal static IEnumerable<string> Holes(string text) => Hole().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static TextFile Read(SourceFile file)
    {
        var parts = Path.GetFileNameWithoutExtension(file.Path).Split('.');
        var texts = XDocument.Parse(file.Text).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);
        return new TextFile(parts[0], parts.Length == 2 ? parts[1] : "en", texts);
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Hole();
}
