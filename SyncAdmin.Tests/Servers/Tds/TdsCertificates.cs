using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>Certificates for <c>127.0.0.1</c> and <c>localhost</c>, valid from yesterday to tomorrow.</summary>
internal static class TdsCertificates
{
    /// <summary>Nobody vouches for it.</summary>
    internal static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        return Usable(Request(key).CreateSelfSigned(Yesterday, Tomorrow));
    }

    /// <summary>An authority that a test may trust.</summary>
    internal static X509Certificate2 Authority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=SyncAdmin test authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        // Nothing that it issues may outlast it.
        return Usable(request.CreateSelfSigned(Yesterday.AddDays(-1), Tomorrow.AddDays(1)));
    }

    /// <summary>A server's, that <paramref name="authority"/> vouches for.</summary>
    internal static X509Certificate2 IssuedBy(X509Certificate2 authority)
    {
        using var key = RSA.Create(2048);
        using var certificate = Request(key).Create(authority, Yesterday, Tomorrow, RandomNumberGenerator.GetBytes(8));
        return Usable(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>Writes the public part as PEM, for a client to trust or to compare; returns <paramref name="path"/>.</summary>
    internal static string WritePem(X509Certificate2 certificate, string path)
    {
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }

    private static DateTimeOffset Yesterday => TimeProvider.System.GetUtcNow().AddDays(-1);

    private static DateTimeOffset Tomorrow => TimeProvider.System.GetUtcNow().AddDays(1);

    private static CertificateRequest Request(RSA key)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // server authentication
        return request;
    }

    // A key that exists in memory only is no use to SslStream on every system.
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
        }
    }
}
