using System.Buffers;

namespace SyncAdmin.Core.Models;

/// <summary>The body of an answer, whole, in a pooled buffer: a batch of embeddings is a megabyte or two of digits.</summary>
internal sealed class ProviderAnswer : IDisposable
{
    /// <summary>Far beyond the largest batch of the longest vectors (100 x 3,072 numbers are about 4 MiB).</summary>
    internal const int MostBytes = 64 * 1024 * 1024;

    private byte[] _buffer;
    private int _length;

    private ProviderAnswer(int expected) => _buffer = ArrayPool<byte>.Shared.Rent(expected);

    /// <summary>Without the byte order mark that some proxies put in front.</summary>
    internal ReadOnlySpan<byte> Json => _buffer.AsSpan(0, _length) is var json && json.StartsWith("\uFEFF"u8) ? json[3..] : json;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>Reads to the end; null when it is longer than <see cref="MostBytes"/>.</summary>
    internal static async Task<ProviderAnswer?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var answer = new ProviderAnswer((int)Math.Clamp(content.Headers.ContentLength ?? 0, 64 * 1024, MostBytes));
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            while (await body.ReadAsync(answer.Room(), cancellationToken) is > 0 and var read)
            {
                answer._length += read;
                if (answer._length > MostBytes)
                {
                    answer.Dispose();
                    return null;
                }
            }

            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private Memory<byte> Room()
    {
        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}
