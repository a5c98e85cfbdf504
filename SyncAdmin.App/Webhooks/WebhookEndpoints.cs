using Microsoft.AspNetCore.Mvc;
using SyncAdmin.App.Access;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.App.Webhooks;

/// <summary><c>/api/webhooks</c>. Senders sign (docs/webhooks.md); ids are read here and not by routing, so that one that is no UUID is refused like every unknown one.</summary>
internal static class WebhookEndpoints
{
    internal static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/webhooks/{datasourceId}").WithTags("Webhooks");
        group.MapPost("/sync", AcceptAsync)
            .WithSummary("Takes in a signed webhook that names records by their codes; needs no API key")
            .AddOpenApiOperationTransformer(WebhookDescription.DescribeSyncAsync)
            .WithMetadata(new RequestSizeLimitAttribute(DeliveryService.MostBytesRead))
            .Produces<DeliveryReceipt>(StatusCodes.Status202Accepted);
        group.MapGet("/deliveries/{id}", GetAsync)
            .WithSummary("What became of a delivery; asked with an API key, or signed by the datasource's secret")
            .AddOpenApiOperationTransformer(WebhookDescription.DescribeDeliveryAsync)
            .Produces<DeliveryView>();
    }

    private static async Task<IResult> AcceptAsync(string datasourceId, HttpContext context, DeliveryService service, CancellationToken token)
    {
        var accepted = await service.AcceptAsync(IdOf(datasourceId), HeadersOf(context.Request), context.Request.Body, context.CorrelationId(), token);
        return accepted.ToResult(receipt => Results.Accepted($"/api/webhooks/{datasourceId}/deliveries/{receipt.DeliveryId}", receipt));
    }

    private static async Task<IResult> GetAsync(string datasourceId, string id, HttpContext context, DeliveryService service, CancellationToken token)
    {
        var (datasource, delivery) = (IdOf(datasourceId), IdOf(id) ?? Guid.Empty);
        var mayAsk = context.User.ToActor() is { } actor
            ? Policy.Allows(actor.Role, Permission.Look)
            : await service.MayAskAsync(datasource, delivery, HeadersOf(context.Request), token);
        return mayAsk
            ? (await service.GetAsync(datasource ?? Guid.Empty, delivery, token)).ToOk()
            : DeliveryService.NotAuthentic().ToResult();
    }

    private static Guid? IdOf(string text) => Guid.TryParse(text, out var id) ? id : null;

    /// <summary>Null when one is missing, malformed, or there twice.</summary>
    private static WebhookHeaders? HeadersOf(HttpRequest request) => WebhookHeaders.Read(
        Single(request, WebhookHeaders.IdHeader), Single(request, WebhookHeaders.TimestampHeader), Single(request, WebhookHeaders.SignatureHeader));

    private static string? Single(HttpRequest request, string name) => request.Headers[name] is { Count: 1 } values ? values[0] : null;
}
