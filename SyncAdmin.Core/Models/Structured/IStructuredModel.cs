namespace SyncAdmin.Core.Models.Structured;

/// <summary>A language model that answers JSON of a given shape; keyed singleton by its provider's name (<c>gemini</c>, <c>openai</c>).</summary>
internal interface IStructuredModel
{
    /// <summary>Asks through the provider's gate. An answer that is not of the shape is asked for once more.</summary>
    /// <exception cref="ModelCallException">The provider failed, declines (SYNC-3054), was cut off (SYNC-3055) or keeps answering nonsense (SYNC-3056).</exception>
    Task<StructuredAnswer> GenerateAsync(StructuredRequest request, CancellationToken cancellationToken);
}
