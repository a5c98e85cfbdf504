namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>The ENCRYPTION byte of PRELOGIN (MS-TDS 2.2.6.5), which both sides send.</summary>
internal enum Encryption : byte
{
    /// <summary>The login alone is encrypted.</summary>
    Off = 0,

    /// <summary>Everything is encrypted.</summary>
    On = 1,

    /// <summary>Nothing can be.</summary>
    NotSupported = 2,

    /// <summary>Everything must be.</summary>
    Required = 3,
}
