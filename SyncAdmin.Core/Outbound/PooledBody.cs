using System.Buffers;

namespace SyncAdmin.Core.Outbound;

/// <summary>The body of an answer, whole and unpacked, in a buffer of the shared pool until it is disposed.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int LeastBytes = 64 * 1024;

    /// <summary>A length that is only announced rents no more than this.</summary>
    private const int MostAnnouncedBytes = 4 * 1024 * 1024;

    private byte[]? _buffer;
    private int _length;

    private PooledBody(long announced) => _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(announced, LeastBytes, MostAnnouncedBytes));

    /// <summary>UTF-8 without the byte order mark that some servers and proxies put in front; gone after <see cref="Dispose"/>.</summary>
    internal ReadOnlyMemory<byte> Text => Buffer.AsMemory(0, _length) is var text && text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(PooledBody));

    /// <summary>Reads to the end; null when it is longer than <paramref name="mostBytes"/>, which counts what comes out of a packed body.</summary>
    internal static async Task<PooledBody?> ReadAsync(HttpContent content, long mostBytes, CancellationToken cancellationToken)
    {
        // One more than announced, so that its end is found without a larger buffer.
        var whole = new PooledBody((content.Headers.ContentLength ?? 0) + 1);
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            while (await body.ReadAsync(whole.Room(), cancellationToken) is > 0 and var read)
            {
                whole._length += read;
                if (whole._length > mostBytes)
                {
                    whole.Dispose();
                    return null;
                }
            }

            return whole;
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Memory<byte> Room()
    {
        if (_length == Buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Buffer.Length * 2);
            Buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(Buffer);
            _buffer = larger;
        }

        return Buffer.AsMemory(_length);
    }
}
