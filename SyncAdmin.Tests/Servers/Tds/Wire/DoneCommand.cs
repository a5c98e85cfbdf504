namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>Which statement a DONE token ends: clients count rows only of those that write.</summary>
internal enum DoneCommand
{
    Other = 0x00,
    Select = 0xC1,
    Insert = 0xC3,
    Delete = 0xC4,
    Update = 0xC5,
}
