using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>A kind of source that can be connected; one per database type, found through <see cref="ConnectorTypes"/>.</summary>
public interface IConnectorType
{
    /// <summary>The word in <c>datasource.type</c>: <c>sqlite</c>, <c>mysql</c>, <c>postgresql</c>, <c>mssql</c>, <c>api</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Members of the connection configuration that are encrypted at rest and never leave the server again; a member inside of another one by
    /// its path (<c>auth.token</c>).
    /// </summary>
    IReadOnlyList<string> SecretFields { get; }

    /// <summary>Checks a connection configuration without connecting: what is missing, what is unknown, what is out of range; all at once.</summary>
    IReadOnlyList<Problem> Validate(JsonElement connectionConfig);

    /// <summary>Checks a query template without connecting. Null: it may be asked.</summary>
    Problem? CheckQuery(string query);

    /// <summary>A connector on a valid configuration. It connects at its first call.</summary>
    IConnector Create(JsonElement connectionConfig);

    /// <summary>Whether stored secrets may go on to be used with a changed configuration that leaves them out; false where they belong to another server.</summary>
    bool KeepsSecrets(JsonElement stored, JsonElement changed) => true;
}
