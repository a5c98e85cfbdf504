using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Vision;

/// <summary>Says at start, rather than at the first photo, what keeps pictures from being read. The start does not wait for it.</summary>
internal sealed partial class VisionStartCheck(IVision vision, ILogger<VisionStartCheck> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (await vision.CheckAsync(stoppingToken) is { } problem)
        {
            LogUnready(vision.Provider, problem.Code, problem.Detail, problem.Error.Remedy);
        }
    }

    [LoggerMessage(EventId = 3052, Level = LogLevel.Warning, Message = "Pictures can't be read by {Provider}: {Code} {Detail} {Remedy}")]
    private partial void LogUnready(string provider, string code, string detail, string remedy);
}
