using SyncAdmin.App.Errors;
using SyncAdmin.Core.Models.Testing;

namespace SyncAdmin.App.Models;

/// <summary><c>/api/models</c>.</summary>
internal static class ModelEndpoints
{
    internal static void MapModels(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/models").WithTags("Models")
        .MapPost("/{provider}/test", TestAsync)
        .WithSummary("Tries a provider's settings: lists its models and embeds one short text, which costs a few tokens")
        .Produces<ModelTestView>();

    private static async Task<IResult> TestAsync(string provider, ModelTester tester, CancellationToken token) =>
        (await tester.TestAsync(provider, token)).ToResult(test => Results.Ok(ModelTestView.Of(test)));
}
