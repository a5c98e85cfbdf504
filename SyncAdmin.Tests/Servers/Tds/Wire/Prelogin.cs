namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>The first message of both sides (MS-TDS 2.2.6.5): a table of options, then their values. Numbers in it are big-endian.</summary>
internal static class Prelogin
{
    private const byte Version = 0;
    private const byte EncryptionOption = 1;
    private const byte Instance = 2;
    private const byte ThreadId = 3;
    private const byte Mars = 4;
    private const byte Terminator = 0xFF;

    /// <summary>SQL Server 2022, build 16.0.4135.</summary>
    internal static ReadOnlySpan<byte> ServerVersion => [16, 0, 0x10, 0x27];

    /// <summary>What the client asks for.</summary>
    internal static Encryption EncryptionAskedFor(byte[] body)
    {
        for (var at = 0; body[at] != Terminator; at += 5)
        {
            if (body[at] == EncryptionOption)
            {
                return (Encryption)body[(body[at + 1] << 8) | body[at + 2]];
            }
        }

        return Encryption.NotSupported;
    }

    internal static void Write(PacketWriter writer, Encryption encryption)
    {
        (byte Option, byte[] Value)[] options =
        [
            (Version, [.. ServerVersion, 0, 0]),
            (EncryptionOption, [(byte)encryption]),
            (Instance, [0]),
            (ThreadId, []),
            (Mars, [0]),
        ];
        var offset = (options.Length * 5) + 1;
        foreach (var (option, value) in options)
        {
            writer.Bytes([option, (byte)(offset >> 8), (byte)offset, 0, (byte)value.Length]);
            offset += value.Length;
        }

        writer.Byte(Terminator);
        foreach (var (_, value) in options)
        {
            writer.Bytes(value);
        }
    }
}
