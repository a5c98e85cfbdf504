namespace SyncAdmin.Core.Errors;

/// <content>Access: 7xxx.</content>
public static partial class ErrorCatalog
{
    /// <summary>Settings of an API key are wrong.</summary>
    public static readonly ErrorDefinition ApiKeyInvalid = new(
        "SYNC-7001",
        ProblemKind.Invalid,
        "The API key can't be made as asked",
        "Correct the settings named in errors.");

    /// <summary>The name is taken.</summary>
    public static readonly ErrorDefinition ApiKeyNameTaken = new(
        "SYNC-7002",
        ProblemKind.Conflict,
        "An API key of this name exists",
        "Choose another name.");

    /// <summary>No such key.</summary>
    public static readonly ErrorDefinition ApiKeyNotFound = new(
        "SYNC-7003",
        ProblemKind.NotFound,
        "There is no such API key",
        "List the keys to find its id.");
}
