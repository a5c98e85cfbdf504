namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>Configuration section <c>Models:OpenAI</c>: OpenAI or any server that speaks its API (Ollama, vLLM, Azure).</summary>
public sealed class OpenAiOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Models:OpenAI";

    /// <summary>The address of OpenAI itself, which is the default and takes no call without a key.</summary>
    public const string OpenAiBaseUrl = "https://api.openai.com/v1";

    /// <summary>Sent as bearer token; default none (a local server needs none).</summary>
    public string? ApiKey { get; set; }

    /// <summary>Address up to the version; <c>/embeddings</c> is added. Default <see cref="OpenAiBaseUrl"/>.</summary>
    public Uri BaseUrl { get; set; } = new(OpenAiBaseUrl);

    /// <summary>Model id. Default <c>text-embedding-3-small</c>.</summary>
    public string EmbeddingModel { get; set; } = "text-embedding-3-small";

    /// <summary>Model id for images and structured answers. Default none: vision by this provider is off until it is set.</summary>
    public string? VisionModel { get; set; }

    /// <summary>Length of a vector; every answer is checked against it. Required unless the model is one of OpenAI's own.</summary>
    public int? Dimensions { get; set; }

    /// <summary>
    /// Whether requests ask for <see cref="Dimensions"/>. Default: only of <c>text-embedding-3-…</c>, which can shorten its vectors; many
    /// servers refuse the word for other models.
    /// </summary>
    public bool? SendDimensions { get; set; }

    /// <summary>Texts of one call: 1 to 2,048. Default 100.</summary>
    public int BatchItems { get; set; } = 100;

    /// <summary>Longer texts are cut here (characters). Default 24,000: about the 8,191 tokens that OpenAI's models read, at three characters each.</summary>
    public int MaxTextCharacters { get; set; } = 24_000;

    /// <summary>Calls at a time: 1 to 64. Default 4.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>Texts and images a minute that the key allows, shared by everything that uses it. Default: not limited here, learned from refusals.</summary>
    public int? ItemsPerMinute { get; set; }

    /// <summary>Tokens a minute that the key allows, shared likewise. Default: not limited here.</summary>
    public int? TokensPerMinute { get; set; }

    /// <summary>USD for a million tokens, for the cost account. Default 0.</summary>
    public decimal PricePerMillionTokens { get; set; }

    /// <summary>Seconds that one call may take: 1 to 600. Default 60.</summary>
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>The length that vectors must have: as configured, or that of OpenAI's own model; null when neither says it.</summary>
    internal int? VectorLength => Dimensions ?? EmbeddingModel switch
    {
        "text-embedding-3-small" or "text-embedding-ada-002" => 1536,
        "text-embedding-3-large" => 3072,
        _ => null,
    };

    /// <summary>The length to ask for; null: not to be mentioned.</summary>
    internal int? AskedDimensions => SendDimensions ?? EmbeddingModel.StartsWith("text-embedding-3", StringComparison.Ordinal) ? Dimensions : null;
}
