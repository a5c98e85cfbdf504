using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>The <c>connectionConfig</c> that all database servers share.</summary>
internal static class ServerSettingsReader
{
    /// <summary>Settings, and everything that is wrong with them; they may be used only when nothing is.</summary>
    internal static (ServerSettings Settings, IReadOnlyList<Problem> Problems) Read(JsonElement config, int standardPort, bool takesCertificateAuthority = true)
    {
        var reader = new ConnectionConfigReader(config);
        var settings = new ServerSettings(
            reader.Required("host"),
            reader.Port(standardPort),
            reader.Required("database"),
            reader.Required("username"),
            reader.Optional("password") ?? "",
            reader.Tls(),
            reader.Optional("certificateAuthority"));
        if (Uri.CheckHostName(settings.Host) == UriHostNameType.Unknown && settings.Host.Length > 0)
        {
            reader.Invalid("host", "must be one host name or address, without port or path");
        }

        if (settings.CertificateAuthority is { } authority)
        {
            CheckAuthority(reader, settings.Tls, authority, takesCertificateAuthority);
        }

        return (settings, reader.Problems());
    }

    private static void CheckAuthority(ConnectionConfigReader reader, TlsMode tls, string path, bool takes)
    {
        if (!takes)
        {
            reader.Invalid("certificateAuthority", "is not supported for this type: add the authority to the certificates that the operating system trusts");
        }
        else if (!Path.IsPathFullyQualified(path))
        {
            reader.Invalid("certificateAuthority", "must be the absolute path of a PEM file");
        }
        else if (tls != TlsMode.Verify)
        {
            reader.Invalid("certificateAuthority", "is used with tls verify only");
        }
    }
}
