using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Models.Testing;

/// <summary>What a test of a provider found.</summary>
/// <param name="Provider"><c>gemini</c>, <c>openai</c>.</param>
/// <param name="Reachable">Whether it answers and takes the key.</param>
/// <param name="LatencyMilliseconds">How long the list of models took; null when it did not come.</param>
/// <param name="Models">Ids of the models offered, by name; empty where the server has no list.</param>
/// <param name="EmbeddingModel">The configured one.</param>
/// <param name="EmbeddingModelOffered">Whether it is among them; null where the server has no list.</param>
/// <param name="VisionModel">The configured one; null: none.</param>
/// <param name="VisionModelOffered">Likewise.</param>
/// <param name="ProbeDimensions">Length of the vector of one short text; null when there was no vector, or nobody asked for one.</param>
/// <param name="Problem">What is wrong; null when nothing is.</param>
public sealed record ModelTest(
    string Provider,
    bool Reachable,
    double? LatencyMilliseconds,
    IReadOnlyList<string> Models,
    string EmbeddingModel,
    bool? EmbeddingModelOffered,
    string? VisionModel,
    bool? VisionModelOffered,
    int? ProbeDimensions,
    Problem? Problem);
