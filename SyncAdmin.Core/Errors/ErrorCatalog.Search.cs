namespace SyncAdmin.Core.Errors;

/// <summary>Search, 8001 to 8999.</summary>
public static partial class ErrorCatalog
{
    /// <summary>Nothing to search for.</summary>
    public static readonly ErrorDefinition SearchTextEmpty = new("SYNC-8001", ProblemKind.Invalid, "Nothing to search for", "Give a few words or a code.");

    /// <summary>Too much to search for.</summary>
    public static readonly ErrorDefinition SearchTextTooLong = new("SYNC-8002", ProblemKind.Invalid, "Search text is too long", "Shorten it to 2,000 characters.");

    /// <summary>Too many or too few results asked for.</summary>
    public static readonly ErrorDefinition SearchLimitOutOfRange = new("SYNC-8003", ProblemKind.Invalid, "Limit is out of range", "Ask for 1 to 100 results.");

    /// <summary>A body that is no form.</summary>
    public static readonly ErrorDefinition PictureFormExpected = new(
        "SYNC-8060", ProblemKind.WrongType, "A form with a picture is expected", "Send multipart/form-data with the picture in the field 'image'.");
}
