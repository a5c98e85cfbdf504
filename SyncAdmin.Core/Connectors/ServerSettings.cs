namespace SyncAdmin.Core.Connectors;

/// <summary>A valid <c>connectionConfig</c> of a database server.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1-65,535; 0: the one that <paramref name="Instance"/> has.</param>
/// <param name="Database">Of the server.</param>
/// <param name="Username">Login.</param>
/// <param name="Password">Secret; empty when the login has none.</param>
/// <param name="Tls">Encryption.</param>
/// <param name="CertificateAuthority">Path of a PEM file to trust beside the system's; null: the system's only.</param>
internal sealed record ServerSettings(string Host, int Port, string Database, string Username, string Password, TlsMode Tls, string? CertificateAuthority)
{
    /// <summary>SQL Server: the named instance behind the host's name; null: the port says which.</summary>
    internal string? Instance { get; init; }

    /// <summary>SQL Server: path of a PEM or DER file with the server's own certificate, the only one to trust; null: what the system trusts.</summary>
    internal string? ServerCertificate { get; init; }

    // A record prints its members; this one holds a secret.
    public override string ToString() => $"{Username}@{Host}:{Port}/{Database}";
}
