using System.Text.RegularExpressions;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Tests.Architecture;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.Pages.Resources;

public sealed partial class TextsTests(ITestOutputHelper output)
{
    public static TheoryData<string> Features => [.. TextFile.All.Select(file => file.Feature).Where(feature => feature != "ErrorTexts").Distinct()];

    [Theory]
    [MemberData(nameof(Features))]
    public void Every_text_is_there_in_both_languages_with_the_same_holes(string feature)
    {
        var (english, spanish) = (TextFile.Of(feature, "en").Texts, TextFile.Of(feature, "es").Texts);

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), spanish.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text =>
        {
            Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key);
            Assert.False(string.IsNullOrWhiteSpace(spanish[text.Key]), text.Key);
            Assert.Equal(TextFile.Holes(text.Value), TextFile.Holes(spanish[text.Key]));
        });
    }

    [Fact]
    public void Every_text_that_a_component_asks_for_exists()
    {
        var missing =
            from file in SourceFile.Of("SyncAdmin.App", "*.razor")
            let code = CodeBehind(file)
            let feature = Localizer().Match(code)
            where feature.Success
            let texts = TextFile.Of(feature.Groups[1].Value, "en").Texts
            from key in Key().Matches(file.Text + code).Select(match => match.Groups[1].Value).Distinct()
            where !texts.ContainsKey(key)
            select $"{file.Path} asks for {feature.Groups[1].Value}[{key}]";

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_state_type_and_known_reason_to_wait_has_a_word()
    {
        var texts = TextFile.Of("SyncTexts", "en").Texts;

        Assert.All(Enum.GetNames<SyncJobStatus>(), name => Assert.Contains("Status" + name, texts));
        Assert.All(Enum.GetNames<SyncJobType>(), name => Assert.Contains("Type" + name, texts));
        Assert.All(["Quota", "Source", "Store", "Disk", "Budget", "Decision"], name => Assert.Contains("Wait" + name, texts));
    }

    [Fact]
    public void Every_kind_of_timeline_entry_has_a_word()
    {
        var texts = TextFile.Of("SyncTexts", "en").Texts;
        var kinds = typeof(JobEventKind).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        // The one that says its record number instead.
        Assert.All(kinds.Except([JobEventKind.ResumedFrom]), kind => Assert.Contains("Event" + char.ToUpperInvariant(kind[0]) + kind[1..], texts));
    }

    [Fact]
    public void Spanish_errors_translate_codes_that_exist_and_the_untranslated_are_listed()
    {
        var spanish = TextFile.Of("ErrorTexts", "es").Texts;
        var known = ErrorCatalog.All.Keys.SelectMany(code => new[] { code + ".Title", code + ".Remedy" }).ToHashSet(StringComparer.Ordinal);
        output.WriteLine("Shown in English to Spanish readers: " + string.Join(", ", known.Except(spanish.Keys).Order(StringComparer.Ordinal)));

        Assert.Empty(spanish.Keys.Except(known));
    }

    [Fact]
    public void No_component_holds_text_of_its_own()
    {
        var found = SourceFile.Of("SyncAdmin.App", "*.razor").SelectMany(file => HardCodedText.In(file.Text).Select(text => $"{file.Path}: {text}")).ToArray();

        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("<p>Hello there</p>", "Hello there")]
    [InlineData("@if (x)\n{\n  <b>@L[\"Key\"] and more</b>\n}", "and more")]
    [InlineData("<input placeholder=\"Type here\" />", "Type here")]
    [InlineData("<button @onclick=\"@(() => Go())\" title=\"@L[\"Ok\"]\">Go now</button>", "Go now")]
    public void Hard_coded_text_is_found(string razor, string found) => Assert.Contains(found, HardCodedText.In(razor));

    private static string CodeBehind(SourceFile file)
    {
        var path = Path.Combine(SourceFile.Root, file.Path + ".cs");
        return File.Exists(path) ? File.ReadAllText(path) : string.Empty;
    }

    [GeneratedRegex(@"IStringLocalizer<(\w+)> L ")]
    private static partial Regex Localizer();

    [GeneratedRegex("""\bL\["(\w+)"(?! \+)""")]
    private static partial Regex Key();
}
