using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using SyncAdmin.App.Components.Errors;
using SyncAdmin.App.Hosting;

namespace SyncAdmin.App.Components.Layout;

/// <summary>Keeps the frame alive when a page fails, and shows the id under which the failure is logged.</summary>
public sealed partial class PageErrorBoundary : ErrorBoundaryBase
{
    private string _correlationId = "";

    [Inject]
    private ILogger<PageErrorBoundary> Logger { get; set; } = null!;

    [Inject]
    private CorrelationIds Correlation { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnErrorAsync(Exception exception)
    {
        _correlationId = Activity.Current?.TraceId.ToString() ?? Correlation.Next();
        LogPageFailed(Logger, _correlationId, exception);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<PageFailed>(1);
        builder.AddComponentParameter(2, nameof(PageFailed.CorrelationId), _correlationId);
        builder.CloseComponent();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed; the reader was shown {CorrelationId}")]
    private static partial void LogPageFailed(ILogger logger, string correlationId, Exception exception);
}
