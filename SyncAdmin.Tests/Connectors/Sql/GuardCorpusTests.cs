using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.Sql;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Sql;

/// <summary>The guard against the files in <c>Corpus</c>; their format is in the README there.</summary>
public sealed class GuardCorpusTests
{
    private const string Separator = "--8<--";

    public static TheoryData<SqlDialect, string, string, string> Attacks() => Entries("attacks");

    public static TheoryData<SqlDialect, string, string, string> Legitimate() => Entries("legitimate");

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_is_refused(SqlDialect dialect, string name, string code, string sql)
    {
        var outcome = ReadOnlyGuard.Check(sql, dialect);

        Assert.True(!outcome.Succeeded, $"{name} passed");
        Assert.Equal(code, outcome.Problem.Code);
    }

    [Theory]
    [MemberData(nameof(Legitimate))]
    public void A_legitimate_query_passes(SqlDialect dialect, string name, string code, string sql)
    {
        var outcome = ReadOnlyGuard.Check(sql, dialect);

        Assert.True(outcome.Succeeded, $"{name}{code}: {outcome.Problem}");
    }

    [Theory]
    [MemberData(nameof(Legitimate))]
    public void What_passes_is_sent_as_written_and_passes_again(SqlDialect dialect, string name, string code, string sql)
    {
        var sent = ReadOnlyGuard.Check(sql, dialect).Required().Text(codes: 1)
            .Replace("@offset", "{{offset}}", StringComparison.Ordinal).Replace("@limit", "{{limit}}", StringComparison.Ordinal)
            .Replace("@since", "{{since}}", StringComparison.Ordinal).Replace("@c0", "{{codes}}", StringComparison.Ordinal);

        var before = SqlTokenizer.Tokenize(sql, dialect).Required().Where(static token => !token.IsOperator(";")).Select(static token => (token.Kind, token.Text));
        var after = SqlTokenizer.Tokenize(sent, dialect).Required().Select(static token => (token.Kind, token.Text));
        Assert.Equal(before, after);
        Assert.True(ReadOnlyGuard.Check(sent, dialect).Succeeded, name + code);
    }

    private static TheoryData<SqlDialect, string, string, string> Entries(string verdict)
    {
        var data = new TheoryData<SqlDialect, string, string, string>();
        foreach (var (dialect, file) in new[] { (SqlDialect.Sqlite, "sqlite"), (SqlDialect.MySql, "mysql"), (SqlDialect.PostgreSql, "postgresql") })
        {
            foreach (var (name, code, sql) in Read($"{verdict}.all.sql").Concat(Read($"{verdict}.{file}.sql")))
            {
                data.Add(dialect, name, code, sql);
            }
        }

        return data;
    }

    private static IEnumerable<(string Name, string Code, string Sql)> Read(string file)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Connectors", "Sql", "Corpus", file));
        foreach (var entry in text.Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            var lineEnd = entry.IndexOf('\n', StringComparison.Ordinal);
            var name = entry[..lineEnd].Trim();
            var code = name.StartsWith("SYNC-", StringComparison.Ordinal) ? name.Split(' ')[0] : "";
            var sql = entry[(lineEnd + 1)..];
            sql = sql.EndsWith('\n') ? sql[..^1] : sql;
            yield return (name, code, sql.Replace("<NUL>", "\0", StringComparison.Ordinal));
        }
    }
}
