namespace SyncAdmin.Core.Storage;

/// <summary>Where the application keeps its state.</summary>
public enum StorageProvider
{
    /// <summary>One file under the data directory: the default.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server: production, and the only choice for several replicas.</summary>
    Postgres,
}
