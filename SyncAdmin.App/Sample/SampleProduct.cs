namespace SyncAdmin.App.Sample;

/// <summary>One product of the sample catalogue.</summary>
/// <param name="Code">Unique, three letters of the family and a number: <c>TAL-00017</c>.</param>
/// <param name="Name">Spanish, with its measures.</param>
/// <param name="Brand">Invented.</param>
/// <param name="Category">Spanish.</param>
/// <param name="Price">Euro, two decimals.</param>
/// <param name="Stock">Pieces.</param>
/// <param name="Description">One or two Spanish sentences.</param>
/// <param name="UpdatedAt">Last change in the imagined ERP, no zone.</param>
internal sealed record SampleProduct(
    string Code,
    string Name,
    string Brand,
    string Category,
    decimal Price,
    int Stock,
    string Description,
    DateTime UpdatedAt);
