namespace SyncAdmin.Core.Records;

/// <summary>What a mapping says a payload field is.</summary>
internal enum FieldType
{
    /// <summary>As the source has it.</summary>
    AsIs,

    /// <summary>The value's canonical text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false; also from 1/0, t/f, y/n, yes/no.</summary>
    Boolean,

    /// <summary>A date-time in ISO 8601.</summary>
    DateTime,

    /// <summary>Text that holds JSON, stored as JSON.</summary>
    Json,
}
