using System.Text.RegularExpressions;

namespace SyncAdmin.App.Hosting;

/// <summary>Gives each request one id that its log lines, its answer and the jobs it starts share.</summary>
internal sealed partial class Correlation(RequestDelegate next, CorrelationIds ids, ILogger<Correlation> logger)
{
    internal const string Header = "X-Correlation-Id";
    internal const string Item = "SyncAdmin.CorrelationId";

    public async Task InvokeAsync(HttpContext context)
    {
        // A caller's id goes into logs and rows: only harmless characters, and not many.
        var sent = context.Request.Headers[Header].ToString();
        var id = Acceptable().IsMatch(sent) ? sent : ids.Next();
        context.Items[Item] = id;
        // When the answer starts, not now: an error clears the headers that were set before it.
        context.Response.OnStarting(
            static state =>
            {
                var (response, correlationId) = ((HttpResponse, string))state;
                response.Headers[Header] = correlationId;
                return Task.CompletedTask;
            },
            (context.Response, id));
        using (logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["CorrelationId"] = id }))
        {
            await next(context);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Acceptable();
}
