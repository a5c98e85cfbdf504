namespace SyncAdmin.App.Sample;

/// <summary>A kind of product and how its members differ.</summary>
/// <param name="Prefix">Of the codes.</param>
/// <param name="Noun">What it is.</param>
/// <param name="Category">Shelf.</param>
/// <param name="Variants">First difference: type or power.</param>
/// <param name="Measures">Second difference: size or count.</param>
/// <param name="PriceFrom">Euro of the cheapest.</param>
/// <param name="PriceTo">Euro of the dearest.</param>
/// <param name="Use">What it is for: the description's second half.</param>
internal sealed record SampleFamily(
    string Prefix,
    string Noun,
    string Category,
    string[] Variants,
    string[] Measures,
    decimal PriceFrom,
    decimal PriceTo,
    string Use);
