using SyncAdmin.Core.Connectors;

namespace SyncAdmin.Core.Datasources;

/// <summary>Opens the connector of a stored datasource: decrypts its secrets and parses its settings.</summary>
public sealed class DatasourceSources
{
    /// <summary>A connector; the caller disposes it.</summary>
    public IConnector Open(Datasource datasource) => throw new NotImplementedException();

    /// <summary>The query with its key, code and change fields.</summary>
    public static SourceQuery QueryOf(Datasource datasource) => throw new NotImplementedException();
}
