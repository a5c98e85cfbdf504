namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>Which of the DONE tokens (MS-TDS 2.2.7.6 to 2.2.7.8).</summary>
internal enum DoneToken : byte
{
    /// <summary>Of a batch.</summary>
    Done = 0xFD,

    /// <summary>Of a procedure.</summary>
    DoneProc = 0xFE,

    /// <summary>Of a statement in a procedure.</summary>
    DoneInProc = 0xFF,
}
