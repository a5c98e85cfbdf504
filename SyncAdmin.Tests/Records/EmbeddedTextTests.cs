using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Records;

public sealed class EmbeddedTextTests
{
    [Theory]
    [InlineData("  a \t\r\n b  ", "a b")]
    [InlineData("a\u00a0\u2003b\u3000", "a b")]
    [InlineData("a\0b\u0007c\u0085d", "abc d")]
    [InlineData("e\u0301", "é")]
    [InlineData("👩\u200d🔧 مرحبا", "👩\u200d🔧 مرحبا")]
    [InlineData(" \u0000 ", "")]
    public void Text_has_one_form(string raw, string text) => Assert.Equal((text, false), Normal(raw, 100));

    [Fact]
    public void Half_surrogate_pairs_are_replaced() => Assert.Equal(("a\ufffdb\ufffd", false), Normal("a\ud800b\udc00", 100));

    [Theory]
    [InlineData("abcdef", 6, "abcdef", false)]
    [InlineData("abcdefg", 6, "abcdef", true)]
    [InlineData("abcde🔧", 6, "abcde", true)]
    [InlineData("abcd🔧", 6, "abcd🔧", false)]
    [InlineData("abcde fgh", 6, "abcde", true)]
    public void A_long_text_is_cut_between_characters_and_marked(string raw, int limit, string text, bool cut) =>
        Assert.Equal((text, cut), Normal(raw, limit));

    [Fact]
    public void A_megabyte_is_no_trouble()
    {
        var (text, cut) = Normal(string.Concat(Enumerable.Repeat("e\u0301🔧 ", 250_000)), 32_000);

        Assert.True(cut);
        Assert.InRange(text.Length, 31_990, 32_000);
        Assert.True(text.IsNormalized());
    }

    private static (string Text, bool Cut) Normal(string raw, int limit)
    {
        var text = new EmbeddedText();
        text.Append(raw);
        return (text.ToText(limit, out var cut).ToString(), cut);
    }
}
