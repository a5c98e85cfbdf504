using System.Collections.Frozen;
using Npgsql;

namespace SyncAdmin.Core.Connectors.PostgreSql;

/// <summary>How PostgreSQL's types become ours: those named here from the binary form, all others as the text that the server writes.</summary>
internal static class PostgreSqlValues
{
    private static readonly ValueReader Integer = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetInt64(i);
    private static readonly ValueReader Text = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetString(i);

    // Read as text: System.Decimal has 28 digits, numeric has 131,072 and NaN.
    private static readonly ValueReader Numeric = static (reader, i) => reader.IsDBNull(i) ? null : ExactNumber.Decimal(reader.GetString(i));

    private static readonly FrozenDictionary<string, ValueReader> Binary = new Dictionary<string, ValueReader>(StringComparer.Ordinal)
    {
        ["smallint"] = Integer,
        ["integer"] = Integer,
        ["bigint"] = Integer,
        ["boolean"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetBoolean(i),
        ["real"] = static (reader, i) => reader.IsDBNull(i) ? null : ExactNumber.Single(reader.GetFloat(i)),
        ["double precision"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetDouble(i),
        ["text"] = Text,
        ["character varying"] = Text,
        ["character"] = Text,
        ["uuid"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetGuid(i),
        ["bytea"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<byte[]>(i),
        ["date"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<DateOnly>(i),
        ["time without time zone"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<TimeOnly>(i),
        ["timestamp without time zone"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetDateTime(i),
        ["timestamp with time zone"] = static (reader, i) => reader.IsDBNull(i) ? null : reader.GetDateTime(i),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>True for a type, by the name that people see, that is not asked for as text.</summary>
    internal static bool IsBinary(string type) => Binary.ContainsKey(Base(type));

    internal static ValueReader ReaderOf(NpgsqlDataReader reader, int ordinal)
    {
        var type = Base(reader.GetPostgresType(ordinal).DisplayName);
        return Binary.TryGetValue(type, out var binary) ? binary : type is "numeric" ? Numeric : Text;
    }

    internal static ColumnKind KindOf(string type) => Base(type) switch
    {
        "smallint" or "integer" or "bigint" => ColumnKind.Integer,
        "numeric" => ColumnKind.Decimal,
        "real" or "double precision" => ColumnKind.Float,
        "text" or "character varying" or "character" or "name" or "citext" => ColumnKind.Text,
        "date" or "timestamp without time zone" or "timestamp with time zone" => ColumnKind.Moment,
        "uuid" => ColumnKind.Identifier,
        "boolean" => ColumnKind.Boolean,
        "time without time zone" => ColumnKind.Time,
        "bytea" => ColumnKind.Binary,
        _ => ColumnKind.Other,
    };

    // numeric(10, 2), character varying(40), timestamp(3) without time zone
    private static string Base(string type)
    {
        var open = type.IndexOf('(', StringComparison.Ordinal);
        var close = type.IndexOf(')', StringComparison.Ordinal);
        return open < 0 || close < open ? type : type[..open] + type[(close + 1)..];
    }
}
