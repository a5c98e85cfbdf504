using SyncAdmin.Tests.Servers.Tds.TSql;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>A table, or a view when it has a query.</summary>
internal sealed record Table(string Schema, string Name, int ObjectId, int SchemaId, IReadOnlyList<TableColumn> Columns, Query? View = null)
{
    internal bool IsView => View is not null;

    internal string FullName => $"{Schema}.{Name}";

    /// <summary>In SQLite, which has no schemas of this kind.</summary>
    internal string SqliteName => Sqlite.Name(FullName);

    internal IReadOnlyList<TableIndex> Indexes { get; set; } = [];
}
