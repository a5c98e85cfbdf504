namespace SyncAdmin.Core.Access;

/// <summary>Configuration section <c>Access</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>
    /// <c>Access:BootstrapApiKey</c>: an admin key for automation, <c>sk_</c> and at least 24 of <c>A-Za-z0-9_</c>, accepted from the first
    /// start. Default: none.
    /// </summary>
    public string? BootstrapApiKey { get; set; }
}
