namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>Numbers of SQL Server's errors that this server gives.</summary>
internal static class TdsErrors
{
    internal const int Syntax = 102;
    internal const int SyntaxNearKeyword = 156;
    internal const int UnclosedString = 105;
    internal const int ScalarVariable = 137;
    internal const int UnknownFunction = 195;
    internal const int OperandClash = 206;
    internal const int InvalidColumn = 207;
    internal const int InvalidObject = 208;
    internal const int AmbiguousColumn = 209;
    internal const int InsertCount = 213;
    internal const int PermissionDenied = 229;
    internal const int ConversionOfMoment = 241;
    internal const int ConversionOfText = 245;
    internal const int DefaultSchema = 916;
    internal const int OrderByInDerived = 1033;
    internal const int Deadlock = 1205;
    internal const int Duplicate = 2601;
    internal const int DuplicatePrimaryKey = 2627;
    internal const int ObjectExists = 2714;
    internal const int UnknownType = 2715;
    internal const int ProcedureMissing = 2812;
    internal const int DropMissing = 3701;
    internal const int NoTransactionToRollBack = 3903;
    internal const int NoTransactionToCommit = 3902;
    internal const int ReadOnlyDatabase = 3906;
    internal const int DatabaseMissing = 4060;
    internal const int UnboundIdentifier = 4104;
    internal const int UnknownUserFunction = 4121;
    internal const int NullRefused = 515;
    internal const int ReferencePrefix = 107;
    internal const int UnknownParameterType = 8009;
    internal const int NotGrouped = 8120;
    internal const int ConversionToNumber = 8114;
    internal const int UnnamedColumn = 8155;
    internal const int DuplicateColumn = 8156;
    internal const int UniqueIdentifierText = 8169;
    internal const int LoginFailed = 18456;
    internal const int Internal = 50000;
}
