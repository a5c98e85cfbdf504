namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>What an ENVCHANGE token tells has changed (MS-TDS 2.2.7.9).</summary>
internal enum EnvChange : byte
{
    Database = 1,
    PacketSize = 4,
    Collation = 7,
    BeginTransaction = 8,
    CommitTransaction = 9,
    RollbackTransaction = 10,
    ResetConnection = 18,
}
