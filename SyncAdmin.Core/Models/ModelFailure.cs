namespace SyncAdmin.Core.Models;

/// <summary>Whose fault a failed call of a model is, after retrying.</summary>
public enum ModelFailure
{
    /// <summary>What was sent (one of the items): other items would pass.</summary>
    Input,

    /// <summary>Our configuration of the provider: every call would fail.</summary>
    Configuration,

    /// <summary>A quota: calls pass again later.</summary>
    Quota,

    /// <summary>The server or the network: calls pass once it is back.</summary>
    Unreachable,
}
