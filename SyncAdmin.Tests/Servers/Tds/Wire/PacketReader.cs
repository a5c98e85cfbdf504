using System.Buffers.Binary;

namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>Reads packets (MS-TDS 2.2.3) and joins them to messages.</summary>
internal static class PacketReader
{
    internal const int HeaderLength = 8;
    private const byte EndOfMessage = 0x01;
    private const byte Ignore = 0x02;
    private const byte ResetConnection = 0x08;
    private const byte ResetConnectionKeepTransaction = 0x10;

    /// <summary>The next message that counts; null when the client has gone.</summary>
    internal static async Task<Message?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var header = new byte[HeaderLength];
        var resets = false;
        while (true)
        {
            if (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) < HeaderLength)
            {
                return null;
            }

            var packet = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderLength];
            await stream.ReadExactlyAsync(packet, cancellationToken);
            body.Write(packet.AsSpan());
            var status = header[1];
            resets |= (status & (ResetConnection | ResetConnectionKeepTransaction)) != 0;
            if ((status & EndOfMessage) == 0)
            {
                continue;
            }

            if ((status & Ignore) == 0)
            {
                return new Message((PacketType)header[0], body.ToArray(), resets);
            }

            // The client changed its mind in the middle of a long message.
            body.SetLength(0);
        }
    }
}
