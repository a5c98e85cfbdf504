using System.Text;
using System.Text.RegularExpressions;

namespace SyncAdmin.Tests.Pages.Resources;

/// <summary>Finds words in the markup of a component that no resource file holds. Good enough for our own way of writing Razor; not a parser.</summary>
internal static partial class HardCodedText
{
    /// <summary>Names, which no language changes.</summary>
    private static readonly string[] Names = ["SyncAdmin", "EN", "ES", "English", "Español"];

    internal static IEnumerable<string> In(string razor)
    {
        var markup = Comment().Replace(razor, "");
        var attributes = Attribute().Matches(markup).Select(match => match.Groups[1].Value);
        var texts = WithoutExpressions(WithoutTags(markup)).Split('\n').Select(line => line.Trim()).Where(line => !Control().IsMatch(line));
        return attributes.Concat(texts).Select(text => text.Trim(' ', '·', '–', '/', ':', '(', ')', ',')).Where(text => Word().IsMatch(text) && !Names.Contains(text));
    }

    // A tag ends at the first > outside of quotes; the quotes of an expression inside an attribute (@L["x"]) are its own.
    private static string WithoutTags(string markup)
    {
        var text = new StringBuilder();
        for (var at = 0; at < markup.Length; at++)
        {
            if (markup[at] != '<' || at + 1 >= markup.Length || !(char.IsLetter(markup[at + 1]) || markup[at + 1] is '/' or '!'))
            {
                text.Append(markup[at]);
                continue;
            }

            at = EndOfTag(markup, at);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static int EndOfTag(string markup, int at)
    {
        var (quoted, depth) = (false, 0);
        for (; at < markup.Length; at++)
        {
            switch (markup[at])
            {
                case '(' or '[' when quoted:
                    depth++;
                    break;
                case ')' or ']' when quoted:
                    depth--;
                    break;
                case '"' when depth == 0:
                    quoted = !quoted;
                    break;
                case '>' when !quoted:
                    return at;
            }
        }

        return at;
    }

    // @L["x", Format(y)], @(…), @job.Name: an @ with what follows, brackets balanced.
    private static string WithoutExpressions(string text)
    {
        var rest = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '@' || Keyword().IsMatch(text[(at + 1)..Math.Min(text.Length, at + 12)]))
            {
                rest.Append(text[at]);
                continue;
            }

            var depth = 0;
            for (at++; at < text.Length && (depth > 0 || char.IsLetterOrDigit(text[at]) || text[at] is '.' or '?' or '_' or '(' or '['); at++)
            {
                depth += text[at] is '(' or '[' ? 1 : text[at] is ')' or ']' ? -1 : 0;
            }

            at--;
        }

        return rest.ToString();
    }

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("""(?:title|placeholder|aria-label|alt|Text|Title|Label)="([^"@]+)["]""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(@(page|layout|inherits|attribute|using|inject|if|foreach|for|else|switch)\b|else\b|\{|\})")]
    private static partial Regex Control();

    [GeneratedRegex(@"^(page|layout|inherits|attribute|using|inject|if|foreach|for|else|switch)\b")]
    private static partial Regex Keyword();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}
