namespace SyncAdmin.Core.Embeddings;

/// <summary>Configuration section <c>Embeddings</c>.</summary>
public sealed class EmbeddingsOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Embeddings";

    /// <summary><c>local</c> (default: built in, no key), <c>gemini</c> (settings below <c>Models:Gemini</c>) or <c>openai</c> (below <c>Models:OpenAI</c>).</summary>
    public string Provider { get; set; } = EmbeddingsServiceCollectionExtensions.LocalProvider;
}
