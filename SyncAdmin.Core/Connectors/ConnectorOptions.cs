namespace SyncAdmin.Core.Connectors;

/// <summary>Configuration section <c>Connectors</c>.</summary>
public sealed class ConnectorOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Connectors";

    /// <summary>
    /// <c>Connectors:SqliteFolders</c>: absolute folders in which <c>sqlite</c> sources may lie, sub-folders included. Empty (default): anywhere
    /// that the process may read. The data directory is never allowed, but for its <c>sample</c> sub-folder, which always is.
    /// </summary>
    public IList<string> SqliteFolders { get; } = [];

    /// <summary><c>Connectors:StatementTimeoutSeconds</c>: a statement that yields no row for so long is stopped. 1-86,400, default 600.</summary>
    public int StatementTimeoutSeconds { get; set; } = 600;

    /// <summary><c>Connectors:CountTimeoutSeconds</c>: a preview shows no total when counting takes longer. 1-86,400, default 10.</summary>
    public int CountTimeoutSeconds { get; set; } = 10;

    /// <summary><c>Connectors:ConnectTimeoutSeconds</c>: for name, address, TLS and login together. 1-300, default 10.</summary>
    public int ConnectTimeoutSeconds { get; set; } = 10;

    /// <summary><c>Connectors:MaxConnections</c>: at most so many connections to one source at a time. 1-100, default 8.</summary>
    public int MaxConnections { get; set; } = 8;
}
