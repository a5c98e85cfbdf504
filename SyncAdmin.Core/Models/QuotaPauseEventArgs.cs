namespace SyncAdmin.Core.Models;

/// <summary>A provider asked for fewer calls, and its callers wait.</summary>
/// <param name="provider">Whose quota.</param>
/// <param name="until">When the next call is tried.</param>
public sealed class QuotaPauseEventArgs(string provider, DateTimeOffset until) : EventArgs
{
    /// <summary>Whose quota.</summary>
    public string Provider { get; } = provider;

    /// <summary>When the next call is tried.</summary>
    public DateTimeOffset Until { get; } = until;
}
