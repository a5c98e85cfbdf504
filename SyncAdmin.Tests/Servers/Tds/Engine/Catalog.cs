using System.Collections.Concurrent;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>What a database is made of: SQLite knows the rows, this knows the T-SQL types.</summary>
internal sealed class Catalog
{
    internal const string DefaultSchema = "dbo";
    private readonly ConcurrentDictionary<string, Table> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> _schemas = new(StringComparer.OrdinalIgnoreCase) { [DefaultSchema] = 1 };
    private int _lastObjectId = 581_577_100;

    /// <summary>Tables and views by name.</summary>
    internal IReadOnlyList<Table> Tables => [.. _tables.Values.OrderBy(table => table.Schema, StringComparer.Ordinal).ThenBy(table => table.Name, StringComparer.Ordinal)];

    /// <summary>Names and ids.</summary>
    internal IReadOnlyDictionary<string, int> Schemas => _schemas;

    internal int NextObjectId() => Interlocked.Add(ref _lastObjectId, 16);

    internal Table? Find(string schema, string name) => _tables.GetValueOrDefault($"{schema}.{name}");

    internal void Add(Table table)
    {
        if (!_schemas.ContainsKey(table.Schema))
        {
            throw new TdsErrorException(2760, $"The specified schema name \"{table.Schema}\" either does not exist or you do not have permission to use it.");
        }

        if (!_tables.TryAdd(table.FullName, table))
        {
            throw new TdsErrorException(TdsErrors.ObjectExists, $"There is already an object named '{table.Name}' in the database.", state: 6);
        }
    }

    internal void Remove(Table table) => _tables.TryRemove(table.FullName, out _);

    internal void AddSchema(string name) => _schemas.TryAdd(name, _schemas.Count + 4);
}
