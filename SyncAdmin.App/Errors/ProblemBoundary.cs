using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.App.Errors;

/// <summary>
/// The boundary of every request: what escapes as an exception, and what the framework answers without a body, leaves as a problem with a
/// code and a remedy, and never as a stack trace.
/// </summary>
internal sealed partial class ProblemBoundary(RequestDelegate next, ILogger<ProblemBoundary> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            RefuseUnknownCharset(context.Request);
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null or 0 } && MachinePaths.Contains(context.Request.Path))
            {
                await ProblemResult.WriteAsync(context, ProblemStatus.OfBareStatus(context.Response.StatusCode, context.Request));
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone; nobody reads an answer.
            context.Response.StatusCode = context.Response.HasStarted ? context.Response.StatusCode : StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            // The one catch-all of the host: anything that gets here would otherwise be a bare 500.
            var problem = ProblemOf(exception, context);
            context.Response.Clear();
            await AnswerAsync(context, problem);
        }
    }

    /// <summary>The framework takes an encoding that nobody knows for a mistake of ours. Webhooks are read as the bytes that were signed, whatever is said of them.</summary>
    private static void RefuseUnknownCharset(HttpRequest request)
    {
        if (MachinePaths.Contains(request.Path) && !request.Path.StartsWithSegments("/api/webhooks", StringComparison.OrdinalIgnoreCase)
            && MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue && type.Encoding is null)
        {
            throw new BadHttpRequestException("The charset is unknown.", StatusCodes.Status415UnsupportedMediaType);
        }
    }

    private static async Task AnswerAsync(HttpContext context, Problem problem)
    {
        if (MachinePaths.Contains(context.Request.Path))
        {
            await ProblemResult.WriteAsync(context, problem);
            return;
        }

        context.Response.StatusCode = ProblemStatus.Of(problem.Error);
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(
            $"{problem.Error.Title}\n\n{problem.Detail}\n{problem.Error.Remedy}\n\n{problem.Code}, correlation id {context.CorrelationId()}\n",
            context.RequestAborted);
    }

    private Problem ProblemOf(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case ProblemException { Problem: var problem }:
                return problem;
            // A read of the state that is away or sick: the log has it once from the engine, not once a request.
            case DbException when StateFailure.ProblemOf(exception) is { } away:
                return away;
            case InvalidOperationException { InnerException: DbException } when StateFailure.ProblemOf(exception) is { } away:
                return away;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new Problem(ErrorCatalog.BodyTooLarge, $"The body of {context.Request.Method} {context.Request.Path} exceeds the limit.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return ProblemStatus.OfBareStatus(StatusCodes.Status415UnsupportedMediaType, context.Request);
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return new Problem(ErrorCatalog.BodyTooSlow, $"The body of {context.Request.Method} {context.Request.Path} did not come, or came too slowly.");
            case BadHttpRequestException bad:
                return new Problem(ErrorCatalog.RequestMalformed, DetailOf(bad));
            default:
                LogUnexpected(logger, exception, context.Request.Method, context.Request.Path.Value ?? "/");
                return new Problem(ErrorCatalog.Unexpected, $"{context.Request.Method} {context.Request.Path} ended with an error that nobody foresaw.");
        }
    }

    private static string DetailOf(BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json)
        {
            var where = json.LineNumber is { } line ? $" at line {line + 1}, byte {json.BytePositionInLine + 1}" : "";
            var path = json.Path is { Length: > 1 } member ? $", member {member}" : "";
            return $"The body is not the JSON that is expected here{where}{path}.";
        }

        var parameter = BoundParameter().Match(bad.Message);
        return parameter.Success
            ? $"The value '{parameter.Groups["value"].Value}' of '{parameter.Groups["name"].Value}' can't be read as {TypeWord(parameter.Groups["type"].Value)}."
            : bad.InnerException is null && RequiredParameter().Match(bad.Message) is { Success: true } required
                ? $"'{required.Groups["name"].Value}' is missing."
                : bad.InnerException is null && bad.Message.Contains("no body was provided", StringComparison.Ordinal)
                    ? "The body is missing: JSON is expected here."
                    : "The request can't be read.";
    }

    private static string TypeWord(string type) => type switch
    {
        _ when type.Contains("int", StringComparison.OrdinalIgnoreCase) || type.Contains("long", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("bool", StringComparison.OrdinalIgnoreCase) => "true or false",
        _ when type.Contains("DateTimeOffset", StringComparison.Ordinal) => "a time such as 2026-11-22T10:30:00Z",
        _ when type.Contains("Guid", StringComparison.Ordinal) => "a UUID",
        _ => "what is expected here",
    };

    [GeneratedRegex("Failed to bind parameter \"(?<type>\\S+) (?<name>\\w+)\" from \"(?<value>[^\"]{0,100})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BoundParameter();

    [GeneratedRegex("Required parameter \"\\S+ (?<name>\\w+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequiredParameter();

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method, string path);
}
