using System.Buffers.Binary;

namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>
/// Lets a TLS handshake travel inside PRELOGIN packets, as TDS before 8.0 does. Once <see cref="HandshakeEnded"/>, bytes pass as they are.
/// </summary>
internal sealed class TlsHandshakeStream(Stream inner) : Stream
{
    private int _leftInPacket;

    internal bool HandshakeEnded { get; set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (HandshakeEnded && _leftInPacket == 0)
        {
            return await inner.ReadAsync(buffer, cancellationToken);
        }

        if (_leftInPacket == 0)
        {
            var header = new byte[PacketReader.HeaderLength];
            await inner.ReadExactlyAsync(header, cancellationToken);
            _leftInPacket = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - PacketReader.HeaderLength;
        }

        var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _leftInPacket)], cancellationToken);
        _leftInPacket -= read;
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (HandshakeEnded)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            return;
        }

        var packet = new byte[PacketReader.HeaderLength + buffer.Length];
        packet[0] = (byte)PacketType.Prelogin;
        packet[1] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        buffer.CopyTo(packet.AsMemory(PacketReader.HeaderLength));
        await inner.WriteAsync(packet, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
