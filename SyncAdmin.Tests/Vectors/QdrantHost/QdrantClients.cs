using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Vectors.Qdrant;
using SyncAdmin.Tests.Models;

namespace SyncAdmin.Tests.Vectors.QdrantHost;

/// <summary>Our client, as the composition makes it, but that it does not wait between retries.</summary>
internal static class QdrantClients
{
    internal static QdrantVectorStore Open(FakeQdrant qdrant, Action<QdrantOptions>? change = null, ImpatientTime? waits = null, ILogger? logger = null)
    {
        var options = new QdrantOptions { Url = qdrant.Url, ApiKey = qdrant.RequiredKey };
        change?.Invoke(options);
        return Open(options, waits, logger);
    }

    internal static QdrantVectorStore Open(QdrantOptions options, ImpatientTime? waits = null, ILogger? logger = null) => new(
        new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan },
        options,
        new QdrantRetry(waits ?? new ImpatientTime(), () => 0.5, logger ?? NullLogger.Instance),
        TimeProvider.System,
        logger ?? NullLogger.Instance);
}
