using System.Text.Json;
using Microsoft.Extensions.Options;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Errors;

/// <summary>A problem as an RFC 9457 answer.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, problem);

    internal static Task WriteAsync(HttpContext context, Problem problem)
    {
        var status = ProblemStatus.Of(problem.Error);
        var body = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["type"] = $"urn:syncadmin:error:{problem.Code}",
            ["title"] = problem.Error.Title,
            ["status"] = status,
            ["detail"] = problem.Detail,
            ["instance"] = context.Request.Path.Value,
            ["code"] = problem.Code,
            ["remedy"] = problem.Error.Remedy,
            ["correlationId"] = context.CorrelationId(),
        };
        foreach (var (name, value) in problem.Extensions)
        {
            body.TryAdd(name, value);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        var options = context.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        return JsonSerializer.SerializeAsync(context.Response.Body, body, options, context.RequestAborted);
    }
}
