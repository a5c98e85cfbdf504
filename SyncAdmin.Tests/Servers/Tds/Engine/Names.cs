using SyncAdmin.Tests.Servers.Tds.TSql;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>Names that stand in texts: <c>[dbo].[products]</c>.</summary>
internal static class Names
{
    internal static IReadOnlyList<string> Split(string name) =>
        [.. Lexer.Tokens(name).Where(token => token.Kind is TokenKind.Word or TokenKind.QuotedName).Select(token => token.Text).DefaultIfEmpty("")];
}
