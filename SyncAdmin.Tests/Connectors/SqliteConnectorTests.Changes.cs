using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Change columns of SQLite.</content>
public sealed partial class SqliteConnectorTests
{
    [Theory]
    [InlineData("DATETIME")]
    [InlineData("TEXT")]
    [InlineData("")]
    public Task Changes_by_text_keep_their_microseconds(string type) =>
        AssertChangesAreExactAsync(type, i => FormattableString.Invariant($"'2024-01-02 03:04:05.{i:000000}'"));

    [Theory]
    [InlineData("INTEGER")]
    [InlineData("TIMESTAMP")]
    public Task Changes_by_number(string type) => AssertChangesAreExactAsync(type, i => FormattableString.Invariant($"{1_730_000_000_000_000 + i}"));

    [Fact]
    public Task Changes_by_julian_day() => AssertChangesAreExactAsync("REAL", i => FormattableString.Invariant($"julianday('2024-01-02 03:04:05') + {i} / 86400.0"));
}
