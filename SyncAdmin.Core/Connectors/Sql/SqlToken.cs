namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>A piece of SQL text. Blanks and comments are no tokens.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Zero-based index of its first character.</param>
/// <param name="Length">Characters in the text, quotes included.</param>
/// <param name="Text">A word in upper case; a name without quotes; a placeholder's bare name in lower case; else as written.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length, string Text)
{
    /// <summary>Index behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>True for this unquoted word (give it in upper case).</summary>
    public bool IsWord(string word) => Kind == SqlTokenKind.Word && string.Equals(Text, word, StringComparison.Ordinal);

    /// <summary>True for this operator.</summary>
    public bool IsOperator(string text) => Kind == SqlTokenKind.Operator && string.Equals(Text, text, StringComparison.Ordinal);
}
