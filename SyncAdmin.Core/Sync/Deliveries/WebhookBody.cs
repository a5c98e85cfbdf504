using System.Buffers;
using System.Security.Cryptography;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>
/// A body read once: its beginning is kept, all of it goes into the signature's check. A body that is too large can so be told from one that is
/// not authentic, without being held.
/// </summary>
internal sealed class WebhookBody : IDisposable
{
    /// <summary>Most bytes that an accepted body has: 500 codes of the longest kind fit.</summary>
    internal const int MostKept = 1 << 20;

    /// <summary>Most bytes that are read at all; whatever is longer is refused unverified.</summary>
    internal const int MostRead = 8 << 20;

    private const int FirstBuffer = 8 << 10;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _kept;
    private int _read;

    private WebhookBody()
    {
    }

    /// <summary>The whole body, or the first <see cref="MostKept"/> bytes of it.</summary>
    internal ReadOnlySpan<byte> Kept => _buffer.AsSpan(0, _kept);

    /// <summary>Whether <see cref="Kept"/> is all of it.</summary>
    internal bool IsWhole => _read == _kept;

    /// <summary>Whether it was given up unread.</summary>
    internal bool IsEndless => _read > MostRead;

    internal byte[] Hash() => SHA256.HashData(Kept);

    internal static async Task<WebhookBody> ReadAsync(Stream stream, WebhookVerification verification, CancellationToken cancellationToken)
    {
        var body = new WebhookBody();
        try
        {
            while (!body.IsEndless && await stream.ReadAsync(body.Room(), cancellationToken) is > 0 and var read)
            {
                body.Took(read, verification);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Memory<byte> Room()
    {
        if (_kept == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Kept.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        // What comes after the kept part lies behind it for as long as it takes to hash it.
        return _buffer.AsMemory(_kept);
    }

    private void Took(int read, WebhookVerification verification)
    {
        verification.Append(_buffer.AsSpan(_kept, read));
        _read += read;
        _kept = Math.Min(_kept + read, MostKept);
    }
}
