namespace SyncAdmin.Core.Datasources;

/// <summary>What a datasource is doing.</summary>
public enum DatasourceStatus
{
    /// <summary>Schedules and webhooks on.</summary>
    Active,

    /// <summary>Schedules off; webhook deliveries are accepted and held.</summary>
    Paused,

    /// <summary>Could not be reached repeatedly; cleared by the next good test or run.</summary>
    Error,
}
