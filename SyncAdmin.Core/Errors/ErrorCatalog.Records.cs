namespace SyncAdmin.Core.Errors;

public static partial class ErrorCatalog
{
    /// <summary>A key column is NULL.</summary>
    public static readonly ErrorDefinition RecordKeyMissing = new(
        "SYNC-4001", ProblemKind.Invalid, "The record has no key", "Fill the key column in the source, or choose key columns that are never NULL.");

    /// <summary>Too long, or with characters that no key may hold.</summary>
    public static readonly ErrorDefinition RecordKeyInvalid = new(
        "SYNC-4002", ProblemKind.Invalid, "The record's key can't be used", "Correct the key in the source, or choose a shorter key column.");

    /// <summary>Nothing to embed.</summary>
    public static readonly ErrorDefinition RecordTextEmpty = new(
        "SYNC-4003", ProblemKind.Invalid, "The record has no text to embed", "Fill one of the embedding fields in the source, or choose more of them.");

    /// <summary>A value is not what the mapping says.</summary>
    public static readonly ErrorDefinition RecordValueInvalid = new(
        "SYNC-4004", ProblemKind.Invalid, "A value doesn't fit the type of its field", "Correct the value in the source, or change the field's type in the mapping.");

    /// <summary>The code is too long or holds a NUL.</summary>
    public static readonly ErrorDefinition RecordCodeInvalid = new(
        "SYNC-4005", ProblemKind.Invalid, "The record's code can't be used", "Correct the code in the source, or choose another code column.");

    /// <summary>The mapping, the embedding fields or the template can't be understood.</summary>
    public static readonly ErrorDefinition MappingInvalid = new(
        "SYNC-4100", ProblemKind.Invalid, "The field mapping is not valid", "Correct what the message names.");

    /// <summary>A column that the query doesn't have.</summary>
    public static readonly ErrorDefinition MappingColumnMissing = new(
        "SYNC-4101", ProblemKind.Invalid, "A column of the mapping is not in the query", "Add the column to the query, or choose one of those that exist.");
}
