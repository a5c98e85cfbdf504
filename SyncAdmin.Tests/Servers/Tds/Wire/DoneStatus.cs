namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>Status of a DONE token.</summary>
[Flags]
internal enum DoneStatus
{
    /// <summary>Nothing follows.</summary>
    Final = 0x00,
    More = 0x01,
    Error = 0x02,
    Count = 0x10,
    Attention = 0x20,
}
