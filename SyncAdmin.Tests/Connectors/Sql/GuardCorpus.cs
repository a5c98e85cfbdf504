using SyncAdmin.Core.Connectors;

namespace SyncAdmin.Tests.Connectors.Sql;

/// <summary>The files in <c>Corpus</c>; their format is in the README there.</summary>
internal static class GuardCorpus
{
    private const string Separator = "--8<--";

    internal static IReadOnlyDictionary<SqlDialect, string> Dialects { get; } = new Dictionary<SqlDialect, string>
    {
        [SqlDialect.Sqlite] = "sqlite",
        [SqlDialect.MySql] = "mysql",
        [SqlDialect.PostgreSql] = "postgresql",
        [SqlDialect.SqlServer] = "sqlserver",
    };

    /// <summary>Every entry that the guard must judge so for this dialect: the shared ones first.</summary>
    internal static IEnumerable<CorpusEntry> Entries(string verdict, SqlDialect dialect) =>
        Read($"{verdict}.all.sql").Concat(Read($"{verdict}.{Dialects[dialect]}.sql"));

    /// <summary>Those that mean something in this dialect: a shared one may be bare nonsense to a server.</summary>
    internal static IEnumerable<CorpusEntry> Applying(string verdict, SqlDialect dialect) =>
        Entries(verdict, dialect).Where(entry => !entry.Tags.Intersect(Dialects.Values, StringComparer.Ordinal).Any() || entry.Tags.Contains(Dialects[dialect], StringComparer.Ordinal));

    /// <summary>The statements that make the tables which the legitimate queries read.</summary>
    internal static string Schema(SqlDialect dialect) => Text($"schema.{Dialects[dialect]}.sql");

    private static IEnumerable<CorpusEntry> Read(string file)
    {
        foreach (var entry in Text(file).Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            var lineEnd = entry.IndexOf('\n', StringComparison.Ordinal);
            var name = entry[..lineEnd].Trim();
            var code = name.StartsWith("SYNC-", StringComparison.Ordinal) ? name.Split(' ')[0] : "";
            var tags = name.EndsWith(']') ? name[(name.LastIndexOf('[') + 1)..^1].Split(' ') : [];
            var sql = entry[(lineEnd + 1)..];
            sql = sql.EndsWith('\n') ? sql[..^1] : sql;
            yield return new CorpusEntry(name, code, tags, sql.Replace("<NUL>", "\0", StringComparison.Ordinal));
        }
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Connectors", "Sql", "Corpus", file));
}
