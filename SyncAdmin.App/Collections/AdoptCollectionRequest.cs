using System.Text.Json.Serialization;

namespace SyncAdmin.App.Collections;

/// <summary>A collection of the vector store to take over.</summary>
/// <param name="Name">What the store calls it; it keeps this name.</param>
/// <param name="Alias">What people shall call it, made as an alias in the store; default: its own name.</param>
/// <param name="Embedding">The model that made its points; default: unknown.</param>
internal sealed record AdoptCollectionRequest(string? Name, [property: JsonPropertyName("as")] string? Alias, ModelRequest? Embedding);
