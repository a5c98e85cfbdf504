using System.Text.Json;
using System.Text.RegularExpressions;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>The <c>connectionConfig</c> that all database servers share.</summary>
internal static partial class ServerSettingsReader
{
    /// <summary>Settings, and everything that is wrong with them; they may be used only when nothing is.</summary>
    /// <param name="config">As it was given.</param>
    /// <param name="standardPort">Where none is given.</param>
    /// <param name="takesCertificateAuthority">False where the driver can't use a file of certificates.</param>
    /// <param name="isSqlServer">The host may be <c>host\instance</c>, whose port is then asked for unless one is given, and <c>serverCertificate</c> is a setting.</param>
    internal static (ServerSettings Settings, IReadOnlyList<Problem> Problems) Read(
        JsonElement config, int standardPort, bool takesCertificateAuthority = true, bool isSqlServer = false)
    {
        var reader = new ConnectionConfigReader(config);
        var host = reader.Required("host");
        var instance = isSqlServer && host.Split('\\', 2) is [_, var name] ? name : null;
        var settings = new ServerSettings(
            instance is null ? host : host[..^(instance.Length + 1)],
            reader.Port(instance is null ? standardPort : 0),
            reader.Required("database"),
            reader.Required("username"),
            reader.Optional("password") ?? "",
            reader.Tls(),
            reader.Optional("certificateAuthority"))
        {
            Instance = instance,
            ServerCertificate = isSqlServer ? reader.Optional("serverCertificate") : null,
        };
        if (instance is not null && !InstanceName().IsMatch(instance))
        {
            reader.Invalid("host", "must have a name of at most 16 letters, digits, _ and $ behind the backslash");
        }

        if (Uri.CheckHostName(settings.Host) == UriHostNameType.Unknown && host.Length > 0)
        {
            reader.Invalid("host", "must be one host name or address, without port or path");
        }

        if (settings.CertificateAuthority is not null && !takesCertificateAuthority)
        {
            reader.Invalid(
                "certificateAuthority",
                "is not supported for this type: add the authority to the certificates that the operating system trusts"
                + (isSqlServer ? ", or give the server's own certificate as serverCertificate" : ""));
        }
        else
        {
            CheckFile(reader, "certificateAuthority", settings.CertificateAuthority, settings.Tls);
        }

        CheckFile(reader, "serverCertificate", settings.ServerCertificate, settings.Tls);
        return (settings, reader.Problems());
    }

    private static void CheckFile(ConnectionConfigReader reader, string name, string? path, TlsMode tls)
    {
        if (path is not null && !Path.IsPathFullyQualified(path))
        {
            reader.Invalid(name, "must be the absolute path of a PEM file");
        }
        else if (path is not null && tls != TlsMode.Verify)
        {
            reader.Invalid(name, "is used with tls verify only");
        }
    }

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_$]{0,15}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InstanceName();
}
