namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>What a login may do everywhere.</summary>
internal enum TdsRights
{
    /// <summary>Connect, and what it is granted.</summary>
    Connect,

    /// <summary>Read everything (db_datareader).</summary>
    Read,

    /// <summary>Read and write everything (db_datareader, db_datawriter).</summary>
    ReadWrite,

    /// <summary>Everything (sysadmin).</summary>
    Everything,
}
