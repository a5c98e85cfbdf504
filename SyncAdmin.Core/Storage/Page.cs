namespace SyncAdmin.Core.Storage;

/// <summary>One page of a list, as every list of the API answers it.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">How many rows there are over all pages.</param>
/// <param name="Number">1 for the first page; <c>page</c> in JSON.</param>
/// <param name="Size">Rows on a full page; <c>pageSize</c> in JSON.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    long Total,
    [property: System.Text.Json.Serialization.JsonPropertyName("page")] int Number,
    [property: System.Text.Json.Serialization.JsonPropertyName("pageSize")] int Size);
