using System.Data.Common;
using System.Globalization;
using MySql.Data.MySqlClient;

namespace SyncAdmin.Core.Connectors.MySql;

/// <summary>Values of MySQL in both directions.</summary>
internal static class MySqlValues
{
    private static readonly ValueReader Integer = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetInt64(i);
    private static readonly ValueReader Text = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetString(i);
    private static readonly ValueReader Double = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetDouble(i);
    private static readonly ValueReader Single = static (reader, i) => reader.IsDBNull(i) ? null : ExactNumber.Single(reader.GetFloat(i));
    private static readonly ValueReader Decimal = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetDecimal(i);
    private static readonly ValueReader WideDecimal = static (reader, i) =>
        reader.IsDBNull(i) ? null : ExactNumber.Decimal(((MySqlDataReader)reader).GetMySqlDecimal(i).ToString());

    private static readonly ValueReader Unsigned = static (reader, i) =>
        reader.IsDBNull(i) ? null : reader.GetValue(i) is ulong value and > long.MaxValue ? value : Convert.ToInt64(reader.GetValue(i), CultureInfo.InvariantCulture);

    private static readonly ValueReader Date = static (reader, i) => Moment(reader, i) is { } moment ? DateOnly.FromDateTime(moment) : null;
    private static readonly ValueReader DateTime = static (reader, i) => Moment(reader, i);
    private static readonly ValueReader Timestamp = static (reader, i) =>
        Moment(reader, i) is { } moment ? System.DateTime.SpecifyKind(moment, DateTimeKind.Utc) : null;

    private static readonly ValueReader Bytes = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetValue(i) switch
    {
        // What the driver takes for an old-style identifier: binary(16).
        Guid guid => guid.ToByteArray(),
        var value => value,
    };

    private static readonly ValueReader Whatever = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetValue(i) switch
    {
        byte[] bytes => bytes,
        TimeSpan span => span,
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    internal static ValueReader ReaderOf(MySqlDataReader reader, int ordinal)
    {
        var type = reader.GetFieldType(ordinal);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 => Integer,
            TypeCode.UInt64 => Unsigned,
            TypeCode.String => Text,
            TypeCode.Double => Double,
            TypeCode.Single => Single,
            // The driver rounds a decimal beyond 28 digits without a word; its width is known by the column.
            TypeCode.Decimal => Precision(reader, ordinal) is > 0 and <= 28 ? Decimal : WideDecimal,
            TypeCode.DateTime => reader.GetDataTypeName(ordinal) switch
            {
                "DATE" => Date,
                "TIMESTAMP" => Timestamp,
                _ => DateTime,
            },
            _ => type == typeof(byte[]) || type == typeof(Guid) ? Bytes : Whatever,
        };
    }

    internal static ColumnKind KindOf(MySqlDataReader reader, int ordinal) => Type.GetTypeCode(reader.GetFieldType(ordinal)) switch
    {
        TypeCode.Single or TypeCode.Double => ColumnKind.Float,
        TypeCode.Decimal => ColumnKind.Decimal,
        TypeCode.String => ColumnKind.Text,
        TypeCode.DateTime => ColumnKind.Moment,
        // A BIT's text is its bytes, not its digits.
        TypeCode.UInt64 when reader.GetDataTypeName(ordinal) is "BIT" => ColumnKind.Bits,
        >= TypeCode.SByte and <= TypeCode.UInt64 => ColumnKind.Integer,
        _ when reader.GetFieldType(ordinal) == typeof(TimeSpan) => ColumnKind.Time,
        _ when reader.GetFieldType(ordinal) == typeof(byte[]) || reader.GetFieldType(ordinal) == typeof(Guid) => ColumnKind.Binary,
        _ => ColumnKind.Other,
    };

    internal static string TypeName(MySqlDataReader reader, int ordinal) => reader.GetDataTypeName(ordinal).ToLowerInvariant();

    /// <summary>The driver writes dates, times and spans that it does not know as bytes: they go as the text that the server reads.</summary>
    internal static object ToParameter(object value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        TimeSpan span => string.Create(CultureInfo.InvariantCulture, $"{(span < TimeSpan.Zero ? "-" : "")}{(long)span.Duration().TotalHours}:{span:mm\\:ss\\.ffffff}"),
        Guid guid => guid.ToString("D"),
        _ => value,
    };

    // 0000-00-00 comes as the smallest DateTime, which MySQL itself can't hold.
    private static System.DateTime? Moment(DbDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal))
        {
            return null;
        }

        var moment = reader.GetDateTime(ordinal);
        return moment == System.DateTime.MinValue ? null : moment;
    }

    private static int Precision(MySqlDataReader reader, int ordinal) =>
        reader.GetColumnSchema()[ordinal].NumericPrecision ?? 0;
}
