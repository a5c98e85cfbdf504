namespace SyncAdmin.Core.Embeddings;

/// <summary>What a failed call of <see cref="IEmbedder"/> asks of its caller.</summary>
public enum EmbeddingFailure
{
    /// <summary>A text of this batch: split the batch until the bad record stands alone, then record its error.</summary>
    Record,

    /// <summary>The provider's configuration (key, model, address, vector length): every call fails; the job fails with the remedy.</summary>
    Provider,

    /// <summary>A quota that short retries did not outlast: the job waits.</summary>
    Quota,

    /// <summary>The server or the network, after retries: the job waits.</summary>
    Unreachable,
}
