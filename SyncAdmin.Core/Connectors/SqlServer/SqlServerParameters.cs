using System.Data;
using System.Data.SqlTypes;
using System.Globalization;
using System.Text;
using Microsoft.Data.SqlClient;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <summary>
/// Values on their way to the server, with the very type of the column that they are compared with. An nvarchar value would turn a varchar column
/// into nvarchar row by row: no index seek any more, and under SQL collations another order than the one that the rows come in.
/// </summary>
internal static class SqlServerParameters
{
    private const int LongestNVarChar = 4_000;
    private const int LongestVarChar = 8_000;
    private static readonly DateTime LeastDateTime = new(1753, 1, 1);
    private static readonly DateTime LeastSmallDateTime = new(1900, 1, 1);

    /// <summary>One parameter.</summary>
    /// <param name="name">Without <c>@</c>.</param>
    /// <param name="value">As <see cref="SourcePage"/> has it.</param>
    /// <param name="column">What it is compared with; null when that is not known.</param>
    internal static SqlParameter Bound(string name, object value, ResultColumn? column)
    {
        var parameter = (column is null ? null : OfColumn(SqlServerType.Parse(column.Type), value, isCode: name[0] == 'c')) ?? OfValue(value);
        parameter.ParameterName = "@" + name;
        return parameter;
    }

    private static SqlParameter? OfColumn(SqlServerType type, object value, bool isCode) => (type.Name, value) switch
    {
        ("tinyint", long number and >= byte.MinValue and <= byte.MaxValue) => Plain(SqlDbType.TinyInt, (byte)number),
        ("smallint", long number and >= short.MinValue and <= short.MaxValue) => Plain(SqlDbType.SmallInt, (short)number),
        ("int", long number and >= int.MinValue and <= int.MaxValue) => Plain(SqlDbType.Int, (int)number),
        ("decimal" or "numeric", decimal number) => Exact(type, new SqlDecimal(number)),
        ("decimal" or "numeric", string number) => Exact(type, SqlDecimal.Parse(number)),
        ("money" or "smallmoney", decimal number) => Plain(SqlDbType.Money, number),
        // What an 8-bit column can't hold would be sent as a question mark, and find one.
        ("char" or "varchar", string text) when isCode && !Ascii.IsValid(text) => null,
        ("char", string text) => Sized(SqlDbType.Char, text, text.Length, type.First),
        ("varchar" or "text", string text) => Sized(SqlDbType.VarChar, text, text.Length, type.First),
        ("nchar", string text) => Sized(SqlDbType.NChar, text, text.Length, type.First),
        ("nvarchar" or "ntext", string text) => Sized(SqlDbType.NVarChar, text, text.Length, type.First),
        ("binary", byte[] bytes) => Sized(SqlDbType.Binary, bytes, bytes.Length, type.First),
        ("rowversion", byte[] bytes) => Sized(SqlDbType.Binary, bytes, bytes.Length, 8),
        ("rowversion", string) => Sized(SqlDbType.Binary, new byte[8], 8, 8), // Before all.
        ("varbinary" or "image", byte[] bytes) => Sized(SqlDbType.VarBinary, bytes, bytes.Length, type.First),
        ("date", DateOnly date) => Plain(SqlDbType.Date, date.ToDateTime(TimeOnly.MinValue)),
        ("time", TimeOnly time) => Scaled(SqlDbType.Time, time.ToTimeSpan(), type.First),
        ("datetimeoffset", DateTime moment) => Scaled(SqlDbType.DateTimeOffset, new DateTimeOffset(moment.Ticks, TimeSpan.Zero), type.First),
        ("datetime2", DateTime moment) => Scaled(SqlDbType.DateTime2, moment, type.First),
        ("datetime", DateTime moment) => Plain(SqlDbType.DateTime, moment > LeastDateTime ? moment : LeastDateTime),
        ("smalldatetime", DateTime moment) => Plain(SqlDbType.SmallDateTime, moment > LeastSmallDateTime ? moment : LeastSmallDateTime),
        ("date" or "datetime" or "smalldatetime" or "datetime2" or "datetimeoffset", string text) when Moment(text) is { } moment =>
            OfColumn(type, type.Name is "date" ? DateOnly.FromDateTime(moment) : moment, isCode),
        _ => null,
    };

    private static SqlParameter OfValue(object value) => value switch
    {
        long number => Plain(SqlDbType.BigInt, number),
        ulong number => Plain(SqlDbType.Decimal, new SqlDecimal((decimal)number)),
        decimal number => Plain(SqlDbType.Decimal, new SqlDecimal(number)),
        double number => Plain(SqlDbType.Float, number),
        bool flag => Plain(SqlDbType.Bit, flag),
        DateOnly date => Plain(SqlDbType.Date, date.ToDateTime(TimeOnly.MinValue)),
        DateTime { Kind: DateTimeKind.Utc } moment => Plain(SqlDbType.DateTimeOffset, new DateTimeOffset(moment)),
        DateTime moment => Plain(SqlDbType.DateTime2, moment),
        TimeOnly time => Plain(SqlDbType.Time, time.ToTimeSpan()),
        TimeSpan time => Plain(SqlDbType.Time, time),
        Guid identifier => Plain(SqlDbType.UniqueIdentifier, identifier),
        byte[] bytes => Sized(SqlDbType.VarBinary, bytes, bytes.Length, LongestVarChar),
        // Text that means a moment, with no column that says so: {{since}} of a query without a change field.
        string text when Moment(text) is { } moment && moment == DateTime.MinValue => Plain(SqlDbType.DateTime2, moment),
        string text => Sized(SqlDbType.NVarChar, text, text.Length, LongestNVarChar),
        _ => throw new InvalidOperationException($"No source gives a {value.GetType()}."),
    };

    private static SqlParameter Plain(SqlDbType type, object value) => new() { SqlDbType = type, Value = value };

    private static SqlParameter Scaled(SqlDbType type, object value, int scale) => new() { SqlDbType = type, Value = value, Scale = (byte)scale };

    // One length per column: each other one would be another plan in the server's cache. Never shorter than the value: that would cut it.
    private static SqlParameter Sized(SqlDbType type, object value, int length, int columns)
    {
        var most = type is SqlDbType.NVarChar or SqlDbType.NChar ? LongestNVarChar : LongestVarChar;
        return new() { SqlDbType = type, Value = value, Size = columns > 0 && length <= columns ? columns : length <= most ? most : -1 };
    }

    private static SqlParameter Exact(SqlServerType type, SqlDecimal value)
    {
        var parameter = Plain(SqlDbType.Decimal, value);
        if (value.Scale <= type.Second && value.Precision - value.Scale <= type.First - type.Second)
        {
            parameter.Precision = (byte)type.First;
            parameter.Scale = (byte)type.Second;
        }

        return parameter;
    }

    private static DateTime? Moment(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
