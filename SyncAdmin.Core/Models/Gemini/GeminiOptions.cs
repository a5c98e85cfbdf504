namespace SyncAdmin.Core.Models.Gemini;

/// <summary>Configuration section <c>Models:Gemini</c>: Google's Gemini API.</summary>
public sealed class GeminiOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Models:Gemini";

    /// <summary>Sent in the header <c>x-goog-api-key</c>. Required.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Address up to the version; <c>/v1beta/…</c> is added. Default Google's own.</summary>
    public Uri BaseUrl { get; set; } = new("https://generativelanguage.googleapis.com");

    /// <summary>Model id. Default <c>gemini-embedding-001</c>; <c>gemini-embedding-2</c> reads longer texts. Their vectors do not mix.</summary>
    public string EmbeddingModel { get; set; } = "gemini-embedding-001";

    /// <summary>Model id for images and structured answers. Default <c>gemini-3.5-flash-lite</c>.</summary>
    public string VisionModel { get; set; } = "gemini-3.5-flash-lite";

    /// <summary>Length of a vector: 128 to 3,072. Default 768.</summary>
    public int Dimensions { get; set; } = 768;

    /// <summary>Texts and images a minute that the key allows, shared by everything that uses it; Google counts each text of a batch. Default: not limited here, learned from refusals.</summary>
    public int? ItemsPerMinute { get; set; }

    /// <summary>Tokens a minute that the key allows, shared likewise. Default: not limited here.</summary>
    public int? TokensPerMinute { get; set; }

    /// <summary>Calls at a time: 1 to 64. Default 4.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>USD for a million tokens of embeddings, for the cost account. Default: the model's list price.</summary>
    public decimal? PricePerMillionTokens { get; set; }

    /// <summary>Seconds that one call may take: 1 to 600. Default 60.</summary>
    public int TimeoutSeconds { get; set; } = 60;
}
