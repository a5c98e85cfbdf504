using SyncAdmin.App.Errors;
using SyncAdmin.Core.Models.Testing;

namespace SyncAdmin.App.Models;

/// <summary>What a test of a provider found; see <see cref="ModelTest"/>.</summary>
internal sealed record ModelTestView(
    string Provider,
    bool Reachable,
    double? LatencyMilliseconds,
    IReadOnlyList<string> Models,
    string EmbeddingModel,
    bool? EmbeddingModelOffered,
    string? VisionModel,
    bool? VisionModelOffered,
    int? ProbeDimensions,
    ProblemView? Problem)
{
    internal static ModelTestView Of(ModelTest test) => new(
        test.Provider,
        test.Reachable,
        test.LatencyMilliseconds,
        test.Models,
        test.EmbeddingModel,
        test.EmbeddingModelOffered,
        test.VisionModel,
        test.VisionModelOffered,
        test.ProbeDimensions,
        ProblemView.Of(test.Problem));
}
