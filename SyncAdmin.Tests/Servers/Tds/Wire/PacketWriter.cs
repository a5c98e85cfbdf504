using System.Buffers.Binary;
using System.Text;

namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>Collects what a server answers, and sends it in packets of the agreed size.</summary>
internal sealed class PacketWriter(Stream stream)
{
    private const int SendWhenLongerThan = 64 * 1024;
    private byte[] _bytes = new byte[16 * 1024];
    private int _length;
    private byte _packetId;

    /// <summary>Where packets go; another one once TLS stands.</summary>
    internal Stream Stream { get; set; } = stream;

    /// <summary>Agreed at login; bytes, header included.</summary>
    internal int PacketSize { get; set; } = 4096;

    internal void Byte(int value) => Next(1)[0] = (byte)value;

    internal void UInt16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(2), (ushort)value);

    internal void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(4), value);

    internal void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Next(8), value);

    /// <summary>The lowest bytes of a number.</summary>
    internal void Integer(long value, int bytes)
    {
        for (var i = 0; i < bytes; i++)
        {
            Byte((byte)(value >> (8 * i)));
        }
    }

    internal void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Next(bytes.Length));

    internal void Unicode(string text) => Encoding.Unicode.GetBytes(text, Next(text.Length * 2));

    /// <summary>B_VARCHAR: the number of characters in a byte, then UTF-16.</summary>
    internal void ShortText(string text)
    {
        Byte(text.Length);
        Unicode(text);
    }

    /// <summary>US_VARCHAR: the number of characters in two bytes, then UTF-16.</summary>
    internal void LongText(string text)
    {
        UInt16(text.Length);
        Unicode(text);
    }

    /// <summary>Sends whole packets when enough has gathered, so that long results need no memory.</summary>
    internal ValueTask SendSomeAsync(CancellationToken cancellationToken) =>
        _length < SendWhenLongerThan ? ValueTask.CompletedTask : new ValueTask(SendAsync(last: false, cancellationToken));

    /// <summary>Sends everything and ends the message.</summary>
    internal Task SendAsync(CancellationToken cancellationToken) => SendAsync(last: true, cancellationToken);

    /// <summary>Sends what there is as a packet after which more must come, without its last bytes: what a server does that dies.</summary>
    internal async Task SendUnfinishedAsync(int missing, CancellationToken cancellationToken)
    {
        await SendAsync(last: false, cancellationToken);
        var packet = Packet(_bytes.AsSpan(0, _length), last: false);
        await Stream.WriteAsync(packet.AsMemory(0, packet.Length - Math.Min(missing, _length)), cancellationToken);
        await Stream.FlushAsync(cancellationToken);
    }

    private async Task SendAsync(bool last, CancellationToken cancellationToken)
    {
        await Stream.WriteAsync(Packets(last), cancellationToken);
        await Stream.FlushAsync(cancellationToken);
    }

    // Whole packets, and what is left over as the last one of the message, or kept.
    private byte[] Packets(bool last)
    {
        var most = PacketSize - PacketReader.HeaderLength;
        var sent = 0;
        using var packets = new MemoryStream();
        for (; _length - sent > most; sent += most)
        {
            packets.Write(Packet(_bytes.AsSpan(sent, most), last: false));
        }

        if (last)
        {
            packets.Write(Packet(_bytes.AsSpan(sent, _length - sent), last: true));
            sent = _length;
            _packetId = 0;
        }

        _bytes.AsSpan(sent, _length - sent).CopyTo(_bytes);
        _length -= sent;
        return packets.ToArray();
    }

    private byte[] Packet(ReadOnlySpan<byte> body, bool last)
    {
        var packet = new byte[PacketReader.HeaderLength + body.Length];
        packet[0] = (byte)PacketType.TabularResult;
        packet[1] = (byte)(last ? 1 : 0);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[6] = ++_packetId;
        body.CopyTo(packet.AsSpan(PacketReader.HeaderLength));
        return packet;
    }

    private Span<byte> Next(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
