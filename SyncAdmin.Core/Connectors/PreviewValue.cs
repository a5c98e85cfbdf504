using System.Globalization;

namespace SyncAdmin.Core.Connectors;

/// <summary>Values of a preview, cut while its rows are read: a hundred rows of several 16 MB values each must never be in memory together.</summary>
internal static class PreviewValue
{
    /// <summary>Longest text shown, in characters, the note of its full length included.</summary>
    internal const int LongestText = 100_000;

    /// <summary>Longest binary value shown, in bytes.</summary>
    internal const int LongestBinary = 65_536;

    /// <summary>Cuts what is too long, in place.</summary>
    internal static object?[] Cut(object?[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = row[i] switch
            {
                string { Length: > LongestText } text => Cut(text),
                byte[] { Length: > LongestBinary } bytes => string.Create(CultureInfo.InvariantCulture, $"({bytes.Length:N0} bytes)"),
                var value => value,
            };
        }

        return row;
    }

    private static string Cut(string text)
    {
        var note = string.Create(CultureInfo.InvariantCulture, $"… ({text.Length:N0} characters)");
        var length = LongestText - note.Length;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), note);
    }
}
