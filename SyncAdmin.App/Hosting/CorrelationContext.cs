namespace SyncAdmin.App.Hosting;

/// <summary>Reads the correlation id of a request.</summary>
internal static class CorrelationContext
{
    internal static string CorrelationId(this HttpContext context) => context.Items[Correlation.Item] as string ?? context.TraceIdentifier;
}
