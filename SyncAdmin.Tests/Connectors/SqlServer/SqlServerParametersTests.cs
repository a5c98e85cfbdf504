using System.Data;
using System.Data.SqlTypes;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.SqlServer;
using Xunit;

namespace SyncAdmin.Tests.Connectors.SqlServer;

public sealed class SqlServerParametersTests
{
    [Theory]
    [InlineData("varchar(40)", "abc", SqlDbType.VarChar, 40)]
    [InlineData("varchar(2)", "abc", SqlDbType.VarChar, 8_000)] // Never cut.
    [InlineData("char(5)", "ab   ", SqlDbType.Char, 5)]
    [InlineData("nchar(5)", "ab   ", SqlDbType.NChar, 5)]
    [InlineData("nvarchar(40)", "abc", SqlDbType.NVarChar, 40)]
    [InlineData("nvarchar(max)", "abc", SqlDbType.NVarChar, 4_000)]
    public void A_text_key_has_its_columns_type_and_one_length(string type, string value, SqlDbType expected, int size)
    {
        var parameter = SqlServerParameters.Bound("k0", value, Column(type));
        Assert.Equal(("@k0", expected, size), (parameter.ParameterName, parameter.SqlDbType, parameter.Size));
        Assert.Equal(value, parameter.Value);
    }

    [Fact]
    public void A_code_that_an_8_bit_column_may_not_hold_is_sent_whole_and_a_key_as_it_came()
    {
        Assert.Equal(SqlDbType.NVarChar, SqlServerParameters.Bound("c0", "café ☕", Column("varchar(40)")).SqlDbType);
        Assert.Equal(SqlDbType.VarChar, SqlServerParameters.Bound("k0", "café", Column("varchar(40)")).SqlDbType);
        Assert.Equal(-1, SqlServerParameters.Bound("c0", new string('x', 4_001), null).Size);
    }

    [Theory]
    [InlineData("tinyint", 5L, SqlDbType.TinyInt)]
    [InlineData("smallint", 5L, SqlDbType.SmallInt)]
    [InlineData("int", 5L, SqlDbType.Int)]
    [InlineData("int", 5_000_000_000L, SqlDbType.BigInt)]
    [InlineData("int", long.MinValue, SqlDbType.BigInt)]
    [InlineData("bigint", 5L, SqlDbType.BigInt)]
    public void A_number_has_its_columns_type_where_it_fits(string type, long value, SqlDbType expected) =>
        Assert.Equal(expected, SqlServerParameters.Bound("k0", value, Column(type)).SqlDbType);

    [Fact]
    public void Decimals_of_38_digits_go_back_as_they_came()
    {
        const string Wide = "1234567890123456789012345678.1234567891";
        var parameter = SqlServerParameters.Bound("k0", Wide, Column("decimal(38,10)"));
        Assert.Equal((SqlDbType.Decimal, 38, 10), (parameter.SqlDbType, parameter.Precision, parameter.Scale));
        Assert.Equal(Wide, Assert.IsType<SqlDecimal>(parameter.Value).ToString());
        Assert.NotEqual(2, SqlServerParameters.Bound("v", 1.23456m, Column("decimal(10,2)")).Scale); // The value's own: nothing is rounded.
        Assert.Equal(SqlDbType.Money, SqlServerParameters.Bound("k0", 1.2m, Column("money")).SqlDbType);
    }

    [Fact]
    public void Moments_have_their_columns_type_and_scale()
    {
        var moment = new DateTime(2024, 1, 2, 3, 4, 5).AddTicks(1_234_567);
        Assert.Equal((SqlDbType.DateTime2, 7), Type(SqlServerParameters.Bound("k0", moment, Column("datetime2(7)"))));
        Assert.Equal(SqlDbType.DateTime, SqlServerParameters.Bound("k0", moment, Column("datetime")).SqlDbType);
        Assert.Equal((SqlDbType.Time, 3), Type(SqlServerParameters.Bound("k0", new TimeOnly(1, 2), Column("time(3)"))));
        Assert.Equal(SqlDbType.Date, SqlServerParameters.Bound("k0", new DateOnly(2024, 1, 2), Column("date")).SqlDbType);
        var offset = SqlServerParameters.Bound("k0", DateTime.SpecifyKind(moment, DateTimeKind.Utc), Column("datetimeoffset(7)"));
        Assert.Equal(new DateTimeOffset(moment, TimeSpan.Zero), offset.Value);

        static (SqlDbType Type, int Scale) Type(Microsoft.Data.SqlClient.SqlParameter parameter) => (parameter.SqlDbType, parameter.Scale);
    }

    [Theory]
    [InlineData("datetime2(7)", SqlDbType.DateTime2, "0001-01-01")]
    [InlineData("datetime", SqlDbType.DateTime, "1753-01-01")]
    [InlineData("smalldatetime", SqlDbType.SmallDateTime, "1900-01-01")]
    [InlineData("date", SqlDbType.Date, "0001-01-01")]
    public void The_moment_before_all_others_is_one_that_the_column_can_hold(string type, SqlDbType expected, string least)
    {
        var parameter = SqlServerParameters.Bound("since", "0001-01-01 00:00:00", Column(type));
        Assert.Equal(expected, parameter.SqlDbType);
        Assert.Equal(DateTime.Parse(least, System.Globalization.CultureInfo.InvariantCulture), parameter.Value);
    }

    [Fact]
    public void The_version_before_all_others_is_zero()
    {
        var parameter = SqlServerParameters.Bound("since", "0001-01-01 00:00:00", Column("rowversion"));
        Assert.Equal((SqlDbType.Binary, 8), (parameter.SqlDbType, parameter.Size));
        Assert.Equal(new byte[8], parameter.Value);
        Assert.Equal(SqlDbType.DateTime2, SqlServerParameters.Bound("since", "0001-01-01 00:00:00", null).SqlDbType);
    }

    private static ResultColumn Column(string type) => new("x", type, SqlServerType.Parse(type).Kind);
}
