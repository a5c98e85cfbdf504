namespace SyncAdmin.Core.Connectors;

/// <summary>How much encryption a connection asks for; the word in <c>connectionConfig.tls</c> in lower case.</summary>
internal enum TlsMode
{
    /// <summary>Encrypted when the server can; the test warns when it could not. The default.</summary>
    Prefer,

    /// <summary>Encrypted or not at all; the certificate is not checked.</summary>
    Require,

    /// <summary>Encrypted, and the certificate must be valid for the host.</summary>
    Verify,

    /// <summary>Never encrypted.</summary>
    Off,
}
