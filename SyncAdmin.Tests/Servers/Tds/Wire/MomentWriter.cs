namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>Dates and times of rows.</summary>
internal static class MomentWriter
{
    private static readonly DateTime Epoch = new(1900, 1, 1);

    internal static void Write(PacketWriter writer, TdsType type, object value)
    {
        switch (type.Kind)
        {
            case TdsKind.Date:
                Days(writer, (DateTime)value);
                break;
            case TdsKind.Time:
                TimeOfDay(writer, type.Scale, ((TimeSpan)value).Ticks);
                break;
            case TdsKind.DateTime2:
                TimeOfDay(writer, type.Scale, ((DateTime)value).TimeOfDay.Ticks);
                Days(writer, (DateTime)value);
                break;
            case TdsKind.DateTimeOffset:
                var moment = (DateTimeOffset)value;
                TimeOfDay(writer, type.Scale, moment.UtcDateTime.TimeOfDay.Ticks);
                Days(writer, moment.UtcDateTime);
                writer.UInt16((int)moment.Offset.TotalMinutes);
                break;
            case TdsKind.SmallDateTime:
                writer.UInt16(((DateTime)value - Epoch).Days);
                writer.UInt16((int)((DateTime)value).TimeOfDay.TotalMinutes);
                break;
            default:
                var time = (DateTime)value - Epoch;
                writer.Int32((int)Math.Floor(time.TotalDays));
                writer.Int32((int)Math.Round(((DateTime)value).TimeOfDay.TotalMilliseconds * 0.3)); // three-hundredths of a second
                break;
        }
    }

    private static void TimeOfDay(PacketWriter writer, byte scale, long ticks)
    {
        for (int digits = scale; digits < 7; digits++)
        {
            ticks /= 10;
        }

        writer.Integer(ticks, TypeCodes.TimeSize(scale));
    }

    private static void Days(PacketWriter writer, DateTime value) => writer.Integer((value.Date - DateTime.MinValue).Days, 3);
}
