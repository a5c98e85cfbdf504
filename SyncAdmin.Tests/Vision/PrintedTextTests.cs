using SyncAdmin.Core.Vision;
using SyncAdmin.Core.Vision.Tesseract;
using Xunit;

namespace SyncAdmin.Tests.Vision;

public sealed class PrintedTextTests
{
    [Theory]
    [InlineData("TP-4471")]
    [InlineData("GSB13RE")]
    [InlineData("7501206629383")]
    [InlineData("DCD771C2-B3")]
    [InlineData("A1")]
    [InlineData("12-3456-78")]
    [InlineData("4471")]
    public void A_code_is_told_by_its_form(string word) => Assert.True(PrintedText.IsCode(word));

    [Theory]
    [InlineData("TALADRO")]
    [InlineData("750W")]
    [InlineData("18V")]
    [InlineData("3.5mm")]
    [InlineData("10x20")]
    [InlineData("1/2")]
    [InlineData("50-60Hz")]
    [InlineData("2024")]
    [InlineData("2024-05-01")]
    [InlineData("12")]
    public void A_word_a_measure_or_a_date_is_none(string word) => Assert.False(PrintedText.IsCode(word));

    [Fact]
    public void Words_keep_their_order_lose_the_signs_around_them_and_come_once()
    {
        var read = PrintedText.Of(["«TALADRO»", "taladro", "(TP—4471)", "|", "--", "8", "Ángulo,", new string('x', 41)]);

        Assert.Equal(["TALADRO", "8", "Ángulo"], read.Words);
        Assert.Equal(["TP-4471"], read.Codes);
        Assert.Equal("TALADRO 8 Ángulo TP-4471", read.SearchText);
    }

    [Fact]
    public void The_text_to_search_by_says_nothing_twice_and_stays_within_its_length()
    {
        var all = new ImageUnderstanding("Taladro Truper TP-4471", "truper", ["TP-4471"], [.. Enumerable.Range(0, 1000).Select(number => $"w{number:0000}")]);

        Assert.StartsWith("Taladro Truper TP-4471 w0000 w0001", all.SearchText, StringComparison.Ordinal);
        Assert.InRange(all.SearchText.Length, 1900, ImageUnderstanding.LongestText);
    }

    [Fact]
    public void Only_words_that_Tesseract_is_sure_of_count()
    {
        const string Table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
            + "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t96.5\tTALADRO\n5\t1\t1\t1\t1\t2\t0\t0\t9\t9\t12.0\tqwx\ngarbage\n5\t1\t1\t1\t1\t3\t0\t0\t9\t9\t95\t \n";

        Assert.Equal(["TALADRO"], TesseractTable.Read(Table));
    }
}
