namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>Names in the dialect's quotes, so that a column may be called anything.</summary>
internal static class SqlName
{
    /// <summary>One name, quoted.</summary>
    internal static string Quote(string name, SqlDialect dialect) => dialect switch
    {
        SqlDialect.MySql => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`",
        SqlDialect.SqlServer => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]",
        _ => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
    };

    /// <summary>Schema and name, quoted; the schema may be null.</summary>
    internal static string Quote(string? schema, string name, SqlDialect dialect) =>
        schema is null ? Quote(name, dialect) : $"{Quote(schema, dialect)}.{Quote(name, dialect)}";
}
