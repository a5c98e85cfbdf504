namespace SyncAdmin.Core.Records;

/// <summary>A text template cut into its pieces: literal texts and names in <c>{{…}}</c>.</summary>
internal static class TextTemplate
{
    /// <summary>The pieces in order; what is open or empty is a mistake.</summary>
    internal static List<(bool IsName, string Text)> Parse(string template, List<string> mistakes)
    {
        var pieces = new List<(bool, string)>();
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
            {
                pieces.Add((false, template[at..]));
                break;
            }

            if (open > at)
            {
                pieces.Add((false, template[at..open]));
            }

            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            var name = close < 0 ? "" : template[(open + 2)..close].Trim();
            if (name.Length == 0)
            {
                mistakes.Add($"textTemplate: the {{{{ at character {open + 1} {(close < 0 ? "is never closed" : "holds no name")}.");
                break;
            }

            pieces.Add((true, name));
            at = close + 2;
        }

        return pieces;
    }

    /// <summary>The embedding fields as a template: joined by one blank.</summary>
    internal static List<(bool IsName, string Text)> Join(IEnumerable<string> names)
    {
        var pieces = new List<(bool, string)>();
        foreach (var name in names)
        {
            if (pieces.Count > 0)
            {
                pieces.Add((false, " "));
            }

            pieces.Add((true, name));
        }

        return pieces;
    }
}
