namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>What a server does about TLS.</summary>
internal enum TdsEncryption
{
    /// <summary>Everything when the client asks for it, else the login alone: how SQL Server is installed.</summary>
    WhenAsked,

    /// <summary>Everything, always ("Force Encryption").</summary>
    Always,

    /// <summary>TDS 8.0 only: TLS before the first packet ("Force Strict Encryption"). The other modes take it too when a client begins so.</summary>
    Strict,

    /// <summary>No TLS at all.</summary>
    NotSupported,
}
