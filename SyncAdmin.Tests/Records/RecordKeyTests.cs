using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Records;

/// <summary>Golden texts: point ids are made of them, so none may ever change.</summary>
public sealed class RecordKeyTests
{
    public static TheoryData<object[], string> Keys() => new()
    {
        { [42L], "42" },
        { [1.0m], "1" },
        { [1.0], "1" },
        { ["AB-1  "], "AB-1" },
        { [" x"], " x" },
        { ["x\t"], "x\t" },
        { ["ab"], "ab" },
        { ["AB"], "AB" },
        { ["a|b\\c"], "a|b\\c" },
        { ["a", 1L], "a|1" },
        { ["a|b", "c"], "a\\|b|c" },
        { ["a", "b|c"], "a|b\\|c" },
        { ["a\\", "b"], "a\\\\|b" },
        { ["", ""], "|" },
        { ["a ", "b "], "a|b" },
        { ["same", "same"], "same|same" },
        { [new DateOnly(2026, 1, 2)], "2026-01-02" },
        { [new DateTime(2026, 1, 2, 0, 0, 0)], "2026-01-02T00:00:00" },
        { [new Guid("6BA7B810-9DAD-11D1-80B4-00C04FD430C8")], "6ba7b810-9dad-11d1-80b4-00c04fd430c8" },
        { [new byte[] { 0, 171 }], "00ab" },
        { [true], "true" },
        { ["🔧é"], "🔧é" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void Each_key_has_one_text(object[] values, string text) => Assert.Equal(text, RecordKey.Of(new SourceKey(values)).Required());

    [Theory]
    [InlineData("a\0b", "NUL")]
    [InlineData("é\0b", "NUL")]
    [InlineData(double.NaN, "not a number")]
    public void A_key_that_no_ledger_can_hold_is_an_error_of_its_record(object value, string detail)
    {
        var problem = RecordKey.Of(new SourceKey([value])).Problem;

        Assert.Equal("SYNC-4002", problem?.Code);
        Assert.Contains(detail, problem!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_key()
    {
        var problem = RecordKey.Of(new SourceKey(["a\ud800", "b"])).Problem;

        Assert.Equal("SYNC-4002", problem?.Code);
        Assert.Contains("surrogate", problem!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", 1024, true)]
    [InlineData("a", 1025, false)]
    [InlineData("é", 1024, true)]
    [InlineData("語", 682, true)]
    [InlineData("語", 683, false)]
    public void Keys_have_a_longest_length(string character, int count, bool possible) =>
        Assert.Equal(possible, RecordKey.Of(new SourceKey([string.Concat(Enumerable.Repeat(character, count))])).Succeeded);
}
