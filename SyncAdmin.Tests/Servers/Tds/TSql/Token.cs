namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <summary>A piece of T-SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Of texts and quoted names: without quotes.</param>
/// <param name="Start">Its first character in the batch.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start)
{
    internal bool Is(string word) => Kind is TokenKind.Word or TokenKind.Operator && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    internal bool IsName => Kind is TokenKind.QuotedName || (Kind is TokenKind.Word && !Keywords.IsReserved(Text));
}
