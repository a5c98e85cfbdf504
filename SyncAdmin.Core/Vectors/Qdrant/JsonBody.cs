using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>A JSON body written straight onto the connection, in chunks: 256 points of 768 numbers are 2.5 MB that nobody needs twice in memory.</summary>
internal sealed class JsonBody : HttpContent
{
    /// <summary>Bytes after which a writer of many points hands over what it has.</summary>
    internal const int ChunkBytes = 64 * 1024;

    // What JSON needs escaped and nothing more: the default also escapes every letter with an accent.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Func<Utf8JsonWriter, CancellationToken, Task> _write;

    internal JsonBody(Func<Utf8JsonWriter, CancellationToken, Task> write)
    {
        _write = write;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(stream, Options);
        await _write(writer, cancellationToken);
        await writer.FlushAsync(cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
