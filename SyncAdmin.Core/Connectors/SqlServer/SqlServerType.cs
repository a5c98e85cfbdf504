using System.Globalization;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <summary>A column type as T-SQL writes it: <c>varchar(40)</c>, <c>nvarchar(max)</c>, <c>decimal(10,2)</c>, <c>datetime2(7)</c>, <c>rowversion</c>.</summary>
/// <param name="Name">Without arguments.</param>
/// <param name="First">Length in characters or bytes (<see cref="Max"/> for max), precision of decimals, scale of times; 0 without.</param>
/// <param name="Second">Scale of decimals.</param>
internal readonly record struct SqlServerType(string Name, int First = 0, int Second = 0)
{
    /// <summary><c>(max)</c>.</summary>
    internal const int Max = -1;

    /// <summary>What sort of values it has.</summary>
    internal ColumnKind Kind => Name switch
    {
        "tinyint" or "smallint" or "int" or "bigint" => ColumnKind.Integer,
        "decimal" or "numeric" or "money" or "smallmoney" => ColumnKind.Decimal,
        "real" or "float" => ColumnKind.Float,
        "char" or "varchar" or "text" or "nchar" or "nvarchar" or "ntext" => ColumnKind.Text,
        "date" or "datetime" or "smalldatetime" or "datetime2" or "datetimeoffset" => ColumnKind.Moment,
        "uniqueidentifier" => ColumnKind.Identifier,
        "bit" => ColumnKind.Boolean,
        "time" => ColumnKind.Time,
        "binary" or "varbinary" or "image" or "timestamp" or "rowversion" => ColumnKind.Binary,
        _ => ColumnKind.Other,
    };

    /// <summary>Of a type's text; the old name of rowversion becomes the new one.</summary>
    internal static SqlServerType Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return new SqlServerType(text is "timestamp" ? "rowversion" : text);
        }

        var arguments = text[(open + 1)..].TrimEnd(')').Split(',', StringSplitOptions.TrimEntries);
        return new SqlServerType(text[..open], Number(arguments[0]), arguments.Length > 1 ? Number(arguments[1]) : 0);
    }

    /// <summary>Of a column of <c>sys.columns</c>, whose lengths are in bytes.</summary>
    internal static SqlServerType Of(string name, long bytes, long precision, long scale) => name switch
    {
        "timestamp" => new("rowversion"),
        "nchar" or "nvarchar" => new(name, bytes < 0 ? Max : (int)bytes / 2),
        "char" or "varchar" or "binary" or "varbinary" => new(name, (int)bytes),
        "decimal" or "numeric" => new(name, (int)precision, (int)scale),
        "time" or "datetime2" or "datetimeoffset" => new(name, (int)scale),
        _ => new(name),
    };

    /// <inheritdoc/>
    public override string ToString() => (Name, First) switch
    {
        ("decimal" or "numeric", _) => string.Create(CultureInfo.InvariantCulture, $"{Name}({First},{Second})"),
        (_, Max) => $"{Name}(max)",
        ("time" or "datetime2" or "datetimeoffset", _) or (_, > 0) => string.Create(CultureInfo.InvariantCulture, $"{Name}({First})"),
        _ => Name,
    };

    private static int Number(string text) => text is "max" ? Max : int.Parse(text, CultureInfo.InvariantCulture);
}
