namespace SyncAdmin.App.Health;

/// <summary>How the application or a part of it is.</summary>
internal enum HealthWord
{
    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>It serves, but a part fails.</summary>
    Degraded,

    /// <summary>It can't do its work.</summary>
    Unhealthy,
}
