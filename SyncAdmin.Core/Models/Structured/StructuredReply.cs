namespace SyncAdmin.Core.Models.Structured;

/// <summary>What came back of one call, before it is judged.</summary>
/// <param name="Text">The model's words; null: none.</param>
/// <param name="Declined">Why it declines, in the provider's word; null: it does not.</param>
/// <param name="IsCutOff">Whether it came to the end of the tokens it may write.</param>
/// <param name="Tokens">What was charged; null: it does not say.</param>
internal sealed record StructuredReply(string? Text, string? Declined, bool IsCutOff, long? Tokens);
