namespace SyncAdmin.Core.Connectors;

/// <summary>One value in a <see cref="SpoolFile"/>: a tag and its bytes. The file never outlives its process, so the form may change freely.</summary>
internal static class SpoolValue
{
    private enum Tag : byte
    {
        Null,
        Long,
        ULong,
        Decimal,
        Double,
        Text,
        True,
        False,
        Date,
        DateTime,
        Time,
        Span,
        Guid,
        Bytes,
    }

    internal static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null: Put(Tag.Null); break;
            case long number: Put(Tag.Long); writer.Write(number); break;
            case ulong number: Put(Tag.ULong); writer.Write(number); break;
            case decimal number: Put(Tag.Decimal); writer.Write(number); break;
            case double number: Put(Tag.Double); writer.Write(number); break;
            case string text: Put(Tag.Text); writer.Write(text); break;
            case bool flag: Put(flag ? Tag.True : Tag.False); break;
            case DateOnly date: Put(Tag.Date); writer.Write(date.DayNumber); break;
            // ToBinary would turn a local time; the kinds here are Utc and Unspecified, kept as they are.
            case DateTime moment: Put(Tag.DateTime); writer.Write(moment.Ticks); writer.Write((byte)moment.Kind); break;
            case TimeOnly time: Put(Tag.Time); writer.Write(time.Ticks); break;
            case TimeSpan span: Put(Tag.Span); writer.Write(span.Ticks); break;
            case Guid guid: Put(Tag.Guid); writer.Write(guid.ToByteArray()); break;
            case byte[] bytes: Put(Tag.Bytes); writer.Write(bytes.Length); writer.Write(bytes); break;
            default: throw new InvalidOperationException($"No connector gives a {value.GetType()}.");
        }

        void Put(Tag tag) => writer.Write((byte)tag);
    }

    internal static object? Read(BinaryReader reader) => (Tag)reader.ReadByte() switch
    {
        Tag.Null => null,
        Tag.Long => reader.ReadInt64(),
        Tag.ULong => reader.ReadUInt64(),
        Tag.Decimal => reader.ReadDecimal(),
        Tag.Double => reader.ReadDouble(),
        Tag.Text => reader.ReadString(),
        Tag.True => true,
        Tag.False => false,
        Tag.Date => DateOnly.FromDayNumber(reader.ReadInt32()),
        Tag.DateTime => new DateTime(reader.ReadInt64(), (DateTimeKind)reader.ReadByte()),
        Tag.Time => new TimeOnly(reader.ReadInt64()),
        Tag.Span => new TimeSpan(reader.ReadInt64()),
        Tag.Guid => new Guid(reader.ReadBytes(16)),
        Tag.Bytes => reader.ReadBytes(reader.ReadInt32()),
        var tag => throw new InvalidDataException($"Unknown tag {tag} in a spool file."),
    };
}
