using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SyncAdmin.App.Access;
using SyncAdmin.Core.Access;

namespace SyncAdmin.App.Hosting;

/// <summary>The OpenAPI document: <c>/openapi/v1.json</c>.</summary>
internal static class ApiDescription
{
    private const string KeyScheme = "apiKey";
    private const string BearerScheme = "bearer";
    private const string SessionScheme = "session";

    internal static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(DescribeDocumentAsync);
        options.AddOperationTransformer(DescribeOperationAsync);
    });

    private static Task DescribeDocumentAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken token)
    {
        document.Info = new OpenApiInfo
        {
            Title = "SyncAdmin",
            Version = "v1",
            Description = "Keeps vector collections in step with databases. Errors are RFC 9457 problems with 'code', 'remedy' and 'correlationId'.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = Schemes.KeyHeader, Description = "sk_…" },
            [BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The same key as a bearer token." },
            [SessionScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "SyncAdmin.Session", Description = $"A person's session; requests that change something also need the header {CrossSiteGuard.Header}." },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Schemas["Problem"] = ProblemSchema();
        return Task.CompletedTask;
    }

    private static Task DescribeOperationAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken token)
    {
        var route = context.Description.RelativePath ?? "";
        var method = context.Description.HttpMethod ?? HttpMethods.Get;
        var entry = PolicyTable.Find(method, route);
        operation.Responses ??= [];
        Answer(operation, context.Document, "400", "The request can't be read.");
        Answer(operation, context.Document, "429", "Too many requests.");
        if (entry?.Permission is not { } permission)
        {
            return Task.CompletedTask;
        }

        operation.Description = $"Needs the role {Policy.Least(permission)}.";
        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, context.Document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SessionScheme, context.Document)] = [] },
        ];
        Answer(operation, context.Document, "401", "No valid key and no session.");
        Answer(operation, context.Document, "403", "The role does not allow this.");
        if (route.Contains('{', StringComparison.Ordinal))
        {
            Answer(operation, context.Document, "404", "No such thing.");
        }

        if (!HttpMethods.IsGet(method))
        {
            Answer(operation, context.Document, "409", "The state of the thing forbids it now.");
            Answer(operation, context.Document, "422", "Understood, and wrong: the detail names what.");
        }

        return Task.CompletedTask;
    }

    private static void Answer(OpenApiOperation operation, OpenApiDocument? document, string status, string description) =>
        operation.Responses!.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", document) },
            },
        });

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457 problem details.",
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("urn:syncadmin:error:CODE"),
            ["title"] = Text("What happened, the same for every occurrence"),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("What happened to what"),
            ["instance"] = Text("The path of the request"),
            ["code"] = Text("Stable code of the error catalogue, for example SYNC-5001"),
            ["remedy"] = Text("What to do next"),
            ["correlationId"] = Text("Names this request in the log"),
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
