namespace SyncAdmin.Tests.Servers.Tds.TSql;

internal enum TokenKind
{
    Word,
    QuotedName,
    Text,
    UnicodeText,
    Number,
    Binary,
    Variable,
    Operator,
    End,
}
