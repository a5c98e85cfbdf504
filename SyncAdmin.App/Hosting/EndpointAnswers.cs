using SyncAdmin.Core.Storage;

namespace SyncAdmin.App.Hosting;

/// <summary>Says in the OpenAPI document what a list answers.</summary>
internal static class EndpointAnswers
{
    internal static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder builder) => builder.Produces<Page<T>>();
}
