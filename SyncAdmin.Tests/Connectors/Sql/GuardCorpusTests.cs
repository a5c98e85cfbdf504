using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.Sql;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Sql;

/// <summary>The guard against the files in <c>Corpus</c>; their format is in the README there.</summary>
public sealed class GuardCorpusTests
{
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

    [Theory]
    [InlineData("attacks")]
    [InlineData("legitimate")]
    public void There_are_at_least_a_hundred_different_ones_for_each_dialect(string verdict)
    {
        foreach (var dialect in GuardCorpus.Dialects.Keys)
        {
            var different = GuardCorpus.Applying(verdict, dialect).Select(entry => entry.Sql).Distinct(StringComparer.Ordinal).Count();
            Assert.True(different >= 100, $"{different} {verdict} for {dialect}");
        }
    }

    private static TheoryData<SqlDialect, string, string, string> Entries(string verdict)
    {
        var data = new TheoryData<SqlDialect, string, string, string>();
        foreach (var dialect in GuardCorpus.Dialects.Keys)
        {
            foreach (var entry in GuardCorpus.Entries(verdict, dialect))
            {
                data.Add(dialect, entry.Name, entry.Code, entry.Sql);
            }
        }

        return data;
    }
}
