using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using SyncAdmin.Core.Embeddings.Local;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.Embeddings;

/// <summary>What the built-in embedder finds, measured; the floors (hit@1, hit@3, hit@10) stand a little under what was measured when it was made.</summary>
public sealed class LocalEmbedderQualityTests(ITestOutputHelper output)
{
    private const int Queries = 300;
    private static readonly IReadOnlyList<HardwareCatalogue.Product> Products = HardwareCatalogue.Products;
    private static readonly float[][] Vectors = [.. Products.Select(product => LocalEmbedder.Embed(product.Text))];

    [Fact]
    public void The_code_as_written_finds_its_product() => Measure(product => product.Code, 0.99, 1, 1);

    [Fact]
    public void The_code_in_lower_case_without_dashes_finds_its_product() =>
        Measure(product => product.Code.Replace("-", "", StringComparison.Ordinal).ToLower(CultureInfo.InvariantCulture), 0.99, 1, 1);

    [Fact]
    public void The_code_with_blanks_for_dashes_finds_its_product() => Measure(product => product.Code.Replace('-', ' '), 0.98, 0.99, 1);

    [Fact]
    public void The_name_finds_its_product() => Measure(product => product.Name, 0.9, 0.98, 1);

    [Fact]
    public void The_name_in_capitals_without_accents_finds_its_product() => Measure(product => WithoutAccents(product.Name).ToUpperInvariant(), 0.9, 0.98, 1);

    [Fact]
    public void The_plural_finds_the_singular() => Measure(product => product.PluralName, 0.9, 0.98, 1);

    [Fact]
    public void The_words_in_another_order_find_their_product() => Measure(product => string.Join(' ', product.Name.Split(' ').Reverse()), 0.9, 0.98, 1);

    [Fact]
    public void A_name_with_one_typo_finds_its_product()
    {
        var random = new Random(1);
        Measure(product => Typos.In(product.Name, 1, random), 0.9, 0.97, 0.99);
    }

    [Fact]
    public void A_name_with_two_typos_finds_its_product()
    {
        var random = new Random(2);
        Measure(product => Typos.In(WithoutAccents(product.Name), 2, random), 0.82, 0.95, 0.98);
    }

    [Fact]
    public void One_word_with_a_typo_finds_that_kind_of_product()
    {
        var random = new Random(3);
        MeasureKind(product => Typos.In(product.Noun, 1, random), 0.75);
    }

    [Fact]
    public void One_word_in_the_plural_finds_that_kind_of_product() => MeasureKind(product => product.PluralName.Split(' ')[0], 0.94);

    [Fact]
    public void A_word_and_a_brand_find_that_kind_of_that_brand()
    {
        var right = Sample().Count(product => Rank(LocalEmbedder.Embed($"{product.Noun} {product.Brand}"), other => other.IsNoun(product.Noun) && other.IsBrand(product.Brand)) == 0);
        output.WriteLine($"hit@1 {right / (double)Queries:F3}");
        Assert.True(right >= 0.9 * Queries);
    }

    private static HardwareCatalogue.Product[] Sample()
    {
        var random = new Random(7);
        return Enumerable.Range(0, Queries).Select(_ => Products[random.Next(Products.Count)]).ToArray();
    }

    private void Measure(Func<HardwareCatalogue.Product, string> query, double floorAt1, double floorAt3, double floorAt10)
    {
        var ranks = Sample().Select(product => Rank(LocalEmbedder.Embed(query(product)), other => other == product)).ToArray();
        var (first, three, ten) = (Share(ranks, 1), Share(ranks, 3), Share(ranks, 10));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Products.Count} products: hit@1 {first:F3}, hit@3 {three:F3}, hit@10 {ten:F3}"));
        Assert.True(first >= floorAt1, $"hit@1 {first:F3}, floor {floorAt1}");
        Assert.True(three >= floorAt3, $"hit@3 {three:F3}, floor {floorAt3}");
        Assert.True(ten >= floorAt10, $"hit@10 {ten:F3}, floor {floorAt10}");
    }

    private void MeasureKind(Func<HardwareCatalogue.Product, string> query, double floorAt1)
    {
        var ranks = Sample().Select(product => Rank(LocalEmbedder.Embed(query(product)), other => other.IsNoun(product.Noun))).ToArray();
        var first = Share(ranks, 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hit@1 {first:F3} hit@3 {Share(ranks, 3):F3}"));
        Assert.True(first >= floorAt1, $"hit@1 {first:F3}, floor {floorAt1}");
    }

    private static double Share(int[] ranks, int within) => ranks.Count(rank => rank < within) / (double)ranks.Length;

    /// <summary>How many products stand before the best right one; a tie with a wrong one counts against us.</summary>
    private static int Rank(float[] query, Func<HardwareCatalogue.Product, bool> isRight)
    {
        var scores = Vectors.Select(vector => TensorPrimitives.Dot<float>(query, vector)).ToArray();
        var best = Enumerable.Range(0, scores.Length).Where(index => isRight(Products[index])).Max(index => scores[index]);
        return Enumerable.Range(0, scores.Length).Count(index => scores[index] >= best && !isRight(Products[index]));
    }

    private static string WithoutAccents(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD).Where(character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark));
}
