using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.App.Webhooks;

/// <summary>Webhooks in the OpenAPI document: their body and headers are read by hand, over the bytes that were signed.</summary>
internal static class WebhookDescription
{
    internal static Task DescribeSyncAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() { Schema = BodySchema() } },
        };
        AddHeaders(operation, isRequired: true);
        operation.Description = "Signed as Standard Webhooks has it. Checked in this order: 401 unknown datasource, bad signature or stale timestamp; 403 webhook disabled; 422 another collection or bad codes; 413 more than 1 MiB; 409 an id that had another body within 24 hours. A repetition is answered as it was the first time.";
        Answer(operation, context.Document, "401", "Unknown datasource, bad signature or stale timestamp: one answer for all.");
        Answer(operation, context.Document, "403", "The webhook of this datasource is disabled.");
        Answer(operation, context.Document, "409", "This webhook-id was used for another body.");
        Answer(operation, context.Document, "413", "More than 1 MiB.");
        Answer(operation, context.Document, "422", "Another collection, or bad codes.");
        return Task.CompletedTask;
    }

    internal static Task DescribeDeliveryAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        AddHeaders(operation, isRequired: false);
        operation.Description = "Needs the role Viewer or more by key or session that may look; or a signature over the delivery's id, the timestamp and an empty body.";
        Answer(operation, context.Document, "401", "Neither a key that may look nor a signature that is right.");
        Answer(operation, context.Document, "404", "No such delivery.");
        return Task.CompletedTask;
    }

    private static OpenApiSchema BodySchema() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(["collection", "codes"], StringComparer.Ordinal),
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["collection"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The collection that the datasource feeds" },
            ["codes"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                MinItems = 1,
                MaxItems = 500,
                Items = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 1024 },
                Description = "Record codes; each is upserted when the source has it, and deleted when it has not",
            },
        },
    };

    private static void AddHeaders(OpenApiOperation operation, bool isRequired)
    {
        operation.Parameters ??= [];
        Add(WebhookHeaders.IdHeader, "Id of the message: the same for every repetition of it; for a question, the delivery's id");
        Add(WebhookHeaders.TimestampHeader, "Unix time in seconds, at most 300 s from ours");
        Add(WebhookHeaders.SignatureHeader, "v1, and the base64 of HMAC-SHA256 over id.timestamp.body; several separated by blanks");

        void Add(string name, string description) => operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = isRequired,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    private static void Answer(OpenApiOperation operation, OpenApiDocument? document, string status, string description)
    {
        operation.Responses ??= [];
        operation.Responses[status] = new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", document) },
            },
        };
    }
}
