namespace SyncAdmin.Core.Storage;

/// <summary>Configuration section <c>Storage</c>, and <c>DataDirectory</c> beside it.</summary>
public sealed class StorageOptions
{
    /// <summary><c>Storage:Provider</c>: <c>sqlite</c> (default) or <c>postgres</c>.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary><c>Storage:ConnectionString</c>: required for PostgreSQL; not used for SQLite, whose file is <c>state.db</c> in the data directory.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>DataDirectory</c>: SQLite, vectors, photos and keys live here. Default <c>./data</c>.</summary>
    public string DataDirectory { get; set; } = "./data";
}
