namespace SyncAdmin.Core.Connectors;

/// <summary>What sort of values a column holds, as far as keys, codes and watermarks need to know.</summary>
internal enum ColumnKind
{
    /// <summary>Anything else: its values come as texts, and go back as texts that the source reads.</summary>
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

    /// <summary>GUIDs of a source that writes them in its own way: a code is bound as the GUID that it means.</summary>
    Identifier,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Times of day, or spans of time.</summary>
    Time,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>Bits that come as a whole number, while their text at the source is another.</summary>
    Bits,

    /// <summary>The source gives each value a type of its own.</summary>
    Any,
}
