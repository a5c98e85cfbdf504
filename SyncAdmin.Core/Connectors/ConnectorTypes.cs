using System.Collections.Frozen;

namespace SyncAdmin.Core.Connectors;

/// <summary>The kinds of source that this build can connect, by name.</summary>
public sealed class ConnectorTypes(IEnumerable<IConnectorType> types)
{
    private readonly FrozenDictionary<string, IConnectorType> _byName = types.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>Names in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _byName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The type of this name, or null.</summary>
    public IConnectorType? Find(string name) => _byName.GetValueOrDefault(name);
}
