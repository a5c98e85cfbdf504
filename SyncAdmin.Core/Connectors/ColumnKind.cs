namespace SyncAdmin.Core.Connectors;

/// <summary>What sort of values a column holds, as far as keys, codes and watermarks need to know.</summary>
internal enum ColumnKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Exact numbers with decimals.</summary>
    Decimal,

    /// <summary>Single or double precision: can't be compared exactly.</summary>
    Float,

    /// <summary>Texts, under some collation: two that differ may be equal to the source.</summary>
    Text,

    /// <summary>Dates and date-times.</summary>
    Moment,
}
