using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>Collects what a server answers, and sends it in packets of the agreed size.</summary>
internal sealed class PacketWriter(Stream stream)
{
    private const int SendWhenLongerThan = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _ready = new();
    private byte[] _bytes = new byte[16 * 1024];
    private int _length;
    private byte _packetId;

    /// <summary>Where packets go; another one once TLS stands.</summary>
    internal Stream Stream { get; set; } = stream;

    /// <summary>Agreed at login; bytes, header included.</summary>
    internal int PacketSize { get; set; } = 4096;

    /// <summary>Bytes that the packet being filled can still take.</summary>
    internal int Room => _length == 0 ? MostInPacket : MostInPacket - 1 - ((_length - 1) % MostInPacket);

    private int MostInPacket => PacketSize - PacketReader.HeaderLength;

    /// <summary>What comes next stands at the beginning of a packet.</summary>
    internal void EndPacket()
    {
        var sent = Whole();
        _ready.Write(Packet(_bytes.AsSpan(sent, _length - sent), last: false));
        _length = 0;
    }

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
        _ready.WrittenCount + _length < SendWhenLongerThan ? ValueTask.CompletedTask : new ValueTask(SendAsync(last: false, cancellationToken));

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
        var sent = Whole();
        if (last)
        {
            _ready.Write(Packet(_bytes.AsSpan(sent, _length - sent), last: true));
            sent = _length;
            _packetId = 0;
        }

        _bytes.AsSpan(sent, _length - sent).CopyTo(_bytes);
        _length -= sent;
        var packets = _ready.WrittenSpan.ToArray();
        _ready.ResetWrittenCount();
        return packets;
    }

    /// <summary>Makes packets of what fills them; gives how many bytes that are.</summary>
    private int Whole()
    {
        var sent = 0;
        for (; _length - sent > MostInPacket; sent += MostInPacket)
        {
            _ready.Write(Packet(_bytes.AsSpan(sent, MostInPacket), last: false));
        }

        return sent;
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
