using System.Globalization;

namespace SyncAdmin.App.Sample;

/// <summary>
/// Makes products of a Spanish hardware store, always the same ones: product n depends on n alone, so that ten products and two hundred
/// thousand begin alike.
/// </summary>
internal static class SampleProducts
{
    private static readonly DateTime FirstChange = new(2026, 1, 5, 7, 30, 0, DateTimeKind.Unspecified);

    internal static IEnumerable<SampleProduct> Generate(int count)
    {
        for (var number = 0; number < count; number++)
        {
            yield return Product(number);
        }
    }

    private static SampleProduct Product(int number)
    {
        var family = SampleFamilies.All[number % SampleFamilies.All.Length];
        var member = number / SampleFamilies.All.Length;
        var variant = family.Variants[member % family.Variants.Length];
        var measure = family.Measures[member / family.Variants.Length % family.Measures.Length];
        // A brand per member, turned by one after each full round, so that no two of the first few thousand products are the same thing.
        var round = member / (family.Variants.Length * family.Measures.Length);
        var brand = SampleFamilies.Brands[(member + (round * 7) + family.Prefix[0]) % SampleFamilies.Brands.Length];
        var dice = Dice(number);
        var share = (member % (family.Variants.Length * family.Measures.Length)) / (decimal)(family.Variants.Length * family.Measures.Length);
        var price = decimal.Round(family.PriceFrom + ((family.PriceTo - family.PriceFrom) * share) + (dice % 100 / 100m), 2);
        var name = string.Create(CultureInfo.InvariantCulture, $"{family.Noun} {variant} {measure}");
        return new SampleProduct(
            string.Create(CultureInfo.InvariantCulture, $"{family.Prefix}-{member + 1:D5}"),
            name,
            brand,
            family.Category,
            price,
            (int)(dice / 128 % 400),
            $"{name} de la marca {brand}. {family.Use}",
            FirstChange.AddMinutes(dice % 400_000));
    }

    /// <summary>A well-mixed number of n (the finaliser of SplitMix64), so that prices and stocks look picked by hand.</summary>
    private static uint Dice(int number)
    {
        var x = (ulong)number + 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return (uint)((x ^ (x >> 31)) & 0x7FFFFFFF);
    }
}
