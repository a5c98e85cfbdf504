using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SyncAdmin.App.Search;

/// <summary>
/// The fields of <see cref="PictureForm"/> in the OpenAPI document. Not by <c>Accepts()</c>: routing would then answer another content type itself, before
/// the policy table is asked.
/// </summary>
internal static class PictureFormDescription
{
    internal static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["multipart/form-data"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string>(["image"], StringComparer.Ordinal),
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                        {
                            ["image"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "JPEG, PNG or WebP, at most 10 MB" },
                            ["collection"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Name of the collection; required unless 'search' is false" },
                            ["limit"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "1 to 100, default 10" },
                            ["filter"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Qdrant's filter form, as JSON text" },
                            ["search"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "false: only say what is in the picture; default true" },
                        },
                    },
                },
            },
        };
        return Task.CompletedTask;
    }
}
