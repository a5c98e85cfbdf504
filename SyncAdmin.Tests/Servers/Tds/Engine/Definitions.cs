using SyncAdmin.Tests.Servers.Tds.TSql;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>CREATE, DROP, GRANT.</summary>
internal static class Definitions
{
    internal static void Run(EngineSession session, Statement statement)
    {
        if (session.User.Rights != TdsRights.Everything)
        {
            throw new TdsErrorException(262, $"{statement.GetType().Name} permission denied in database '{session.Database}'.", 14);
        }

        var catalog = session.DatabaseNow.Catalog;
        switch (statement)
        {
            case Statement.CreateTable table:
                CreateTable(session, catalog, table);
                break;
            case Statement.CreateView view:
                var columns = new Translator(session, []).View(view.Query, view.Name[^1]);
                catalog.Add(New(catalog, view.Name, [.. columns.Select(column => new TableColumn(column.Name, column.Type, column.Nullable))], view.Query));
                break;
            case Statement.CreateIndex index:
                CreateIndex(session, session.Find(index.Table), index);
                break;
            case Statement.CreateSchema schema:
                catalog.AddSchema(schema.Name);
                break;
            case Statement.Drop drop:
                Drop(session, catalog, drop);
                break;
            case Statement.CreateLogin login:
                session.AddLogin(new TdsUser(login.Name, login.Password, TdsRights.Connect));
                break;
            case Statement.CreatePrincipal:
                break; // Every login is a user of every database, and roles begin with their first right or member.
            case Statement.AlterRole role:
                session.DatabaseNow.Permissions.ChangeMember(role.Role, role.Member, role.IsMember);
                break;
            case Statement.Grant grant:
                Grant(session, grant);
                break;
            default:
                throw new TdsErrorException(TdsErrors.Internal, $"{statement.GetType().Name} is not served.");
        }
    }

    private static Table New(Catalog catalog, IReadOnlyList<string> name, IReadOnlyList<TableColumn> columns, Query? view = null)
    {
        var schema = name.Count > 1 ? name[^2] : Catalog.DefaultSchema;
        return new Table(schema, name[^1], catalog.NextObjectId(), catalog.Schemas.GetValueOrDefault(schema), columns, view);
    }

    private static void CreateTable(EngineSession session, Catalog catalog, Statement.CreateTable statement)
    {
        var keyed = statement.Keys.FirstOrDefault(key => key.Primary)?.Columns ?? [];
        var columns = statement.Columns.Select(column => new TableColumn(
            column.Name, column.Type, column.Nullable && !keyed.Contains(column.Name, StringComparer.OrdinalIgnoreCase), column.Identity, column.Default)).ToList();
        var table = New(catalog, statement.Name, columns);
        table.Indexes = [.. statement.Keys.Select((key, i) => new TableIndex(key.Name ?? FormattableString.Invariant($"{(key.Primary ? "PK" : "UQ")}_{table.Name}_{i}"), key.Columns, true, key.Primary))];
        catalog.Add(table);
        var parts = columns.Select(column => Column(column, keyed)).Concat(
            statement.Keys.Where(key => !key.Primary || key.Columns.Count > 1 || !IsRowId(columns, key)).Select(key =>
                $"{(key.Primary ? "PRIMARY KEY" : "UNIQUE")} ({string.Join(", ", key.Columns.Select(Sqlite.Name))})"));
        session.Run($"CREATE TABLE {table.SqliteName} ({string.Join(", ", parts)})");
    }

    // A primary key of one whole number is SQLite's row id.
    private static bool IsRowId(List<TableColumn> columns, Statement.KeyDefinition key) =>
        key.Columns is [var name] && columns.First(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Type.IsInteger;

    private static string Column(TableColumn column, IReadOnlyList<string> keyed)
    {
        var affinity = column.Type switch
        {
            { IsInteger: true } => "INTEGER",
            { IsFloat: true } => "REAL",
            { IsBinary: true } => "BLOB",
            _ => "TEXT",
        };
        var key = keyed is [var only] && only.Equals(column.Name, StringComparison.OrdinalIgnoreCase) && column.Type.IsInteger ? " PRIMARY KEY" : "";
        var collation = Collations.Of(column.Type);
        return $"{Sqlite.Name(column.Name)} {affinity}{(column.Nullable ? "" : " NOT NULL")}{key}{(collation is null ? "" : " COLLATE " + collation)}";
    }

    private static void CreateIndex(EngineSession session, Table table, Statement.CreateIndex index)
    {
        table.Indexes = [.. table.Indexes, new TableIndex(index.Name, [.. index.Columns.Select(column => column.Column)], index.Unique, false)];
        var columns = index.Columns.Select(column => Sqlite.Name(column.Column) + (column.Descending ? " DESC" : ""));
        session.Run($"CREATE {(index.Unique ? "UNIQUE " : "")}INDEX {IndexName(table, index.Name)} ON {table.SqliteName} ({string.Join(", ", columns)})");
    }

    private static void Drop(EngineSession session, Catalog catalog, Statement.Drop drop)
    {
        var table = session.TryFind(drop.Name);
        if (table is null)
        {
            if (drop.IfExists)
            {
                return;
            }

            throw new TdsErrorException(TdsErrors.DropMissing, $"Cannot drop the {drop.Kind.ToLowerInvariant()} '{string.Join('.', drop.Name)}', because it does not exist or you do not have permission.", 11, 5);
        }

        switch (drop.Kind)
        {
            case "TABLE":
                catalog.Remove(table);
                session.Run($"DROP TABLE {table.SqliteName}");
                break;
            case "VIEW":
                catalog.Remove(table);
                break;
            default:
                table.Indexes = [.. table.Indexes.Where(index => !index.Name.Equals(drop.Index, StringComparison.OrdinalIgnoreCase))];
                session.Run($"DROP INDEX {IndexName(table, drop.Index!)}");
                break;
        }
    }

    private static string IndexName(Table table, string index) => Sqlite.Name($"{table.Schema}.{table.Name}.{index}");

    private static void Grant(EngineSession session, Statement.Grant grant)
    {
        var on = Permissions.WholeDatabase;
        if (grant.On is ["SCHEMA::", var schema])
        {
            on = schema;
        }
        else if (grant.On is [var kind, _] && kind.EndsWith("::", StringComparison.Ordinal))
        {
            throw new TdsErrorException(TdsErrors.Internal, $"Rights on {kind} are not served.");
        }
        else if (grant.On is not null)
        {
            on = session.Find(grant.On).FullName;
        }

        foreach (var (permission, columns) in grant.Permissions)
        {
            foreach (var part in columns.Count == 0 ? [on] : columns.Select(column => $"{on}.{column}"))
            {
                session.DatabaseNow.Permissions.Change(grant.Verb, grant.User, permission, part);
            }
        }
    }
}
