namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>The tokens of an answer (MS-TDS 2.2.7).</summary>
internal static class Tokens
{
    private const byte ReturnStatusToken = 0x79;
    private const byte ColMetadataToken = 0x81;
    private const byte ErrorToken = 0xAA;
    private const byte InfoToken = 0xAB;
    private const byte ReturnValueToken = 0xAC;
    private const byte LoginAckToken = 0xAD;
    private const byte FeatureExtAckToken = 0xAE;
    private const byte RowToken = 0xD1;
    private const byte EnvChangeToken = 0xE3;
    private const int RowVersionUserType = 80;
    private const string Program = "Microsoft SQL Server";

    internal static void LoginAck(PacketWriter writer, bool strict)
    {
        writer.Byte(LoginAckToken);
        writer.UInt16(10 + (Program.Length * 2));
        writer.Byte(1); // T-SQL
        writer.Bytes(strict ? [0x08, 0, 0, 0] : [0x74, 0, 0, 0x04]);
        writer.ShortText(Program);
        writer.Bytes(Prelogin.ServerVersion);
    }

    /// <summary>UTF-8 is understood; nothing else that a client may offer.</summary>
    internal static void FeatureExtAck(PacketWriter writer) => writer.Bytes([FeatureExtAckToken, 0x0A, 1, 0, 0, 0, 1, 0xFF]);

    internal static void EnvChange(PacketWriter writer, EnvChange change, string now, string before)
    {
        writer.Byte(EnvChangeToken);
        writer.UInt16(3 + ((now.Length + before.Length) * 2));
        writer.Byte((byte)change);
        writer.ShortText(now);
        writer.ShortText(before);
    }

    internal static void EnvChange(PacketWriter writer, EnvChange change, ReadOnlySpan<byte> now, ReadOnlySpan<byte> before)
    {
        writer.Byte(EnvChangeToken);
        writer.UInt16(3 + now.Length + before.Length);
        writer.Byte((byte)change);
        writer.Byte(now.Length);
        writer.Bytes(now);
        writer.Byte(before.Length);
        writer.Bytes(before);
    }

    internal static void Error(PacketWriter writer, TdsErrorException error) => Text(writer, ErrorToken, error.Number, error.State, error.Severity, error.Message);

    internal static void Info(PacketWriter writer, int number, string message) => Text(writer, InfoToken, number, 1, 0, message);

    internal static void ColumnMetadata(PacketWriter writer, IReadOnlyList<TdsColumn> columns, Collation collation)
    {
        const byte Nullable = 0x01;
        const byte UpdatableUnknown = 0x08;
        const byte Identity = 0x10;
        writer.Byte(ColMetadataToken);
        writer.UInt16(columns.Count);
        foreach (var column in columns)
        {
            writer.Int32(column.Type.Kind == TdsKind.RowVersion ? RowVersionUserType : 0);
            writer.UInt16((column.Nullable ? Nullable : 0) | (column.Identity ? Identity : UpdatableUnknown));
            TypeWriter.Write(writer, column, collation);
            writer.ShortText(column.Name);
        }
    }

    internal static void Row(PacketWriter writer, IReadOnlyList<TdsColumn> columns, Collation collation, object?[] values)
    {
        writer.Byte(RowToken);
        for (var i = 0; i < values.Length; i++)
        {
            ValueWriter.Write(writer, columns[i], collation, values[i]);
        }
    }

    internal static void ReturnStatus(PacketWriter writer, int status)
    {
        writer.Byte(ReturnStatusToken);
        writer.Int32(status);
    }

    /// <summary>The value of an output parameter that is a whole number.</summary>
    internal static void ReturnValue(PacketWriter writer, int ordinal, string name, int value, Collation collation)
    {
        writer.Byte(ReturnValueToken);
        writer.UInt16(ordinal);
        writer.ShortText(name);
        writer.Byte(1); // an output parameter
        writer.Int32(0);
        writer.UInt16(1);
        var column = new TdsColumn(name, TdsType.Int);
        TypeWriter.Write(writer, column, collation);
        ValueWriter.Write(writer, column, collation, (long)value);
    }

    /// <summary>Ends a statement or the whole answer; <paramref name="rows"/> counts when not null.</summary>
    internal static void Done(PacketWriter writer, DoneToken token, DoneStatus status, DoneCommand command = DoneCommand.Select, long? rows = null)
    {
        writer.Byte((byte)token);
        writer.UInt16((int)(rows is null ? status : status | DoneStatus.Count));
        writer.UInt16((int)command);
        writer.Int64(rows ?? 0);
    }

    private static void Text(PacketWriter writer, byte token, int number, byte state, byte severity, string message)
    {
        const string Server = "TDS-TEST";
        writer.Byte(token);
        writer.UInt16(14 + ((message.Length + Server.Length) * 2));
        writer.Int32(number);
        writer.Byte(state);
        writer.Byte(severity);
        writer.LongText(message);
        writer.ShortText(Server);
        writer.ShortText("");
        writer.Int32(1); // line
    }
}
