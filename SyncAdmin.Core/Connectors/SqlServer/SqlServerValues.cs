using System.Collections.Frozen;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <summary>How SQL Server's types become ours.</summary>
internal static class SqlServerValues
{
    // System.Decimal holds every number of 28 digits.
    private const int SafeDigits = 28;

    private static readonly ValueReader Text = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetString(i);
    private static readonly ValueReader Bytes = static (reader, i) => reader.IsDBNull(i) ? null : (byte[])reader.GetValue(i);
    private static readonly ValueReader DateTime = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetDateTime(i);
    private static readonly ValueReader Whatever = static (reader, i) => reader.IsDBNull(i) ? null : Value(reader.GetValue(i));

    private static readonly ValueReader Decimal = static (reader, i) =>
    {
        if (reader.IsDBNull(i))
        {
            return null;
        }

        var exact = ((SqlDataReader)reader).GetSqlDecimal(i);
        return exact.Precision <= SafeDigits ? exact.Value : ExactNumber.Decimal(exact.ToString());
    };

    private static readonly FrozenDictionary<string, ValueReader> Readers = new Dictionary<string, ValueReader>(StringComparer.Ordinal)
    {
        ["tinyint"] = static (reader, i) => reader.IsDBNull(i) ? null : (long)reader.GetByte(i),
        ["smallint"] = static (reader, i) => reader.IsDBNull(i) ? null : (long)reader.GetInt16(i),
        ["int"] = static (reader, i) => reader.IsDBNull(i) ? null : (long)reader.GetInt32(i),
        ["bigint"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetInt64(i),
        ["bit"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetBoolean(i),
        ["decimal"] = Decimal,
        ["numeric"] = Decimal,
        ["money"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetDecimal(i),
        ["smallmoney"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetDecimal(i),
        ["real"] = static (reader, i) => reader.IsDBNull(i) ? null : ExactNumber.Single(reader.GetFloat(i)),
        ["float"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetDouble(i),
        ["char"] = Text,
        ["varchar"] = Text,
        ["text"] = Text,
        ["nchar"] = Text,
        ["nvarchar"] = Text,
        ["ntext"] = Text,
        ["xml"] = Text,
        ["uniqueidentifier"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetGuid(i),
        ["binary"] = Bytes,
        ["varbinary"] = Bytes,
        ["image"] = Bytes,
        ["timestamp"] = Bytes,
        ["rowversion"] = Bytes,
        ["date"] = static (reader, i) => reader.IsDBNull(i) ? null : DateOnly.FromDateTime(reader.GetDateTime(i)),
        ["time"] = static (reader, i) => reader.IsDBNull(i) ? null : TimeOnly.FromTimeSpan(((SqlDataReader)reader).GetTimeSpan(i)),
        ["datetime"] = DateTime,
        ["smalldatetime"] = DateTime,
        ["datetime2"] = DateTime,
        ["datetimeoffset"] = static (reader, i) => reader.IsDBNull(i) ? null : ((SqlDataReader)reader).GetDateTimeOffset(i).UtcDateTime,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static ValueReader ReaderOf(SqlDataReader reader, int ordinal) => Readers.GetValueOrDefault(reader.GetDataTypeName(ordinal), Whatever);

    /// <summary>A value of sql_variant, which has a type of its own in every row.</summary>
    private static object Value(object value) => value switch
    {
        byte or short or int => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        long or bool or decimal or double or string or Guid or byte[] or System.DateTime => value,
        float single => ExactNumber.Single(single),
        TimeSpan time => TimeOnly.FromTimeSpan(time),
        DateTimeOffset moment => moment.UtcDateTime,
        _ => throw new InvalidCastException($"There is no form for a {value.GetType().Name}."),
    };
}
