using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Vectors.Qdrant;
using SyncAdmin.Tests.Models;

namespace SyncAdmin.Tests.Vectors;

/// <summary>A server that says by heart what each path answers.</summary>
internal sealed class CannedQdrant(HttpStatusCode status, Func<string, string> answer) : HttpMessageHandler
{
    internal static QdrantVectorStore Open(HttpStatusCode status, Func<string, string> answer) => new(
        new HttpClient(new CannedQdrant(status, answer)),
        new QdrantOptions(),
        new QdrantRetry(new ImpatientTime(), () => 0, NullLogger.Instance),
        TimeProvider.System,
        NullLogger.Instance);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(answer(request.RequestUri!.AbsolutePath), Encoding.UTF8, "application/json") });
}
