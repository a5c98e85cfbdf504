namespace SyncAdmin.Core.Embeddings;

/// <summary>What embedding some texts is expected to take; nothing was sent to find out.</summary>
/// <param name="Tokens">Of those that would have to be paid for, as <see cref="Models.TokenEstimate"/> counts them: on the high side.</param>
/// <param name="Paid">Texts that would have to be paid for.</param>
/// <param name="Cached">Texts whose vectors are stored.</param>
public sealed record EmbeddingForecast(long Tokens, int Paid, int Cached);
