using SyncAdmin.App.Components.Search;
using Xunit;

namespace SyncAdmin.Tests.Pages.Search;

public sealed class SearchTermsTests
{
    [Theory]
    [InlineData("martillo", "Martillo de uña 600 g", "Martillo")]
    [InlineData("MARTILLOS", "Martillo de uña 600 g", "Martillo")]
    [InlineData("martilo", "Martillo de uña 600 g", "Martillo")]
    [InlineData("flexometro", "Flexómetro clásico", "Flexómetro")]
    [InlineData("destornillador philips", "Destornillador Phillips PZ2", "Destornillador+Phillips")]
    [InlineData("tornillo 4x40", "Tornillo para chapa 4 × 40 mm", "Tornillo+4+40")]
    [InlineData("taladr", "Taladro percutor 500 W", "Taladro")]
    [InlineData("tal-17", "TAL-00017", "TAL+00017")]
    [InlineData("brocha de rincon", "Brocha de rincón", "Brocha+rincón")]
    [InlineData("40", "Tubo 400 mm", "")]
    [InlineData("hammer", "Martillo de uña", "")]
    [InlineData("hammer", "Cinta adhesiva americana", "")]
    [InlineData("de la", "Martillo de la marca", "")]
    [InlineData("🔨", "Martillo 🔨", "")]
    [InlineData("", "Martillo", "")]
    public void Words_are_marked_as_a_reader_would_call_them_the_same(string typed, string text, string marked)
    {
        var pieces = SearchTerms.Of(typed).Mark(text);

        Assert.Equal(marked, string.Join('+', pieces.Where(piece => piece.Marked).Select(piece => piece.Text)));
        Assert.Equal(text, string.Concat(pieces.Select(piece => piece.Text)));
    }

    [Theory]
    [InlineData("martillo roblemar", "", false)]
    [InlineData("martillo iphone", "iphone", false)]
    [InlineData("Iphone pro", "Iphone+pro", true)]
    [InlineData("de la", "", false)]
    public void What_no_text_has_is_told(string typed, string missing, bool all)
    {
        var (words, isAll) = SearchTerms.Of(typed).MissingIn(["Martillo de uña", "Roblemar"]);

        Assert.Equal(missing, string.Join('+', words));
        Assert.Equal(all, isAll);
    }
}
