namespace SyncAdmin.Core.Outbound;

/// <summary>Configuration section <c>Outbound</c>: which hosts people may have SyncAdmin call.</summary>
public sealed class OutboundOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Outbound";

    /// <summary>
    /// <c>Outbound:AllowedPrivateHosts</c>: hosts that may be called though they are private, loopback or link-local: exact names or addresses as
    /// they stand in the URL, each for all ports (<c>erp.local</c>) or for one (<c>erp.local:8443</c>, <c>[fd00::5]:8443</c>). None by default. Either
    /// a list (<c>Outbound__AllowedPrivateHosts__0</c>), or one text with commas.
    /// </summary>
    public IList<string> AllowedPrivateHosts { get; } = [];
}
