using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Change columns of PostgreSQL.</content>
public sealed partial class PostgreSqlConnectorTests
{
    [Theory]
    [InlineData("timestamptz")]
    [InlineData("timestamp")]
    public Task Changes_by_moment_keep_their_microseconds(string type) =>
        AssertChangesAreExactAsync(type, i => FormattableString.Invariant($"'2024-10-27 00:59:59.999'::{type} + {i} * interval '1 microsecond'"));

    [Fact]
    public Task Changes_by_date() => AssertChangesAreExactAsync("date", i => FormattableString.Invariant($"'2020-01-01'::date + {i}"));

    [Theory]
    [InlineData("bigint")]
    [InlineData("numeric(38,0)")]
    public Task Changes_by_number(string type) => AssertChangesAreExactAsync(type, i => FormattableString.Invariant($"{9_223_372_036_854_700_000 + i}"));

    [Fact]
    public Task Changes_by_a_number_that_dotnet_has_not() =>
        AssertChangesAreExactAsync("numeric(38,6)", i => FormattableString.Invariant($"12345678901234567890123456789012.{i:000000}"));

    [Theory]
    [InlineData("text")]
    [InlineData("varchar(40) COLLATE \"C\"")]
    public Task Changes_by_text(string type) => AssertChangesAreExactAsync(type, i => FormattableString.Invariant($"'2024-01-02T03:04:05.{i:000000}Z'"));

    [Fact]
    public async Task A_floating_point_change_field_is_refused()
    {
        Execute("CREATE TABLE loose (k int PRIMARY KEY, changed real)");
        var check = await Connect().ValidateAsync(new SourceQuery("SELECT k, changed FROM loose", ["k"], "k", "changed"), CancellationToken.None);
        Assert.Equal(ErrorCatalog.ChangeFieldInexact, check.Problem?.Error);
    }
}
