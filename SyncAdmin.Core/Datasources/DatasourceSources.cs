using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Datasources;

/// <summary>Opens the connector of a stored datasource: decrypts its secrets and parses its settings.</summary>
public sealed class DatasourceSources
{
    private readonly ConnectorTypes _types;
    private readonly DatasourceSecrets _secrets;

    internal DatasourceSources(ConnectorTypes types, DatasourceSecrets secrets) => (_types, _secrets) = (types, secrets);

    /// <summary>A connector; the caller disposes it.</summary>
    /// <exception cref="ProblemException">SYNC-6006: the credentials can't be decrypted. SYNC-6007: no connector of its type.</exception>
    public IConnector Open(Datasource datasource)
    {
        ArgumentNullException.ThrowIfNull(datasource);
        var type = _types.Find(datasource.Type) ?? throw new ProblemException(DatasourceProblems.UnknownType(datasource.Type, _types));
        return type.Create(_secrets.Whole(datasource));
    }

    /// <summary>The query with its key, code and change fields.</summary>
    public static SourceQuery QueryOf(Datasource datasource)
    {
        ArgumentNullException.ThrowIfNull(datasource);
        return new SourceQuery(datasource.QueryTemplate, KeyFieldsOf(datasource.KeyField), datasource.CodeField, datasource.ChangeField);
    }

    /// <summary>The columns of a key field: <c>"company, id"</c> names two.</summary>
    internal static string[] KeyFieldsOf(string keyField) => keyField.Split(',', StringSplitOptions.TrimEntries);
}
