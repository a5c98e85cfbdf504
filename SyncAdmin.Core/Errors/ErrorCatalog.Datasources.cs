namespace SyncAdmin.Core.Errors;

/// <content>Datasources: 6xxx.</content>
public static partial class ErrorCatalog
{
    /// <summary>Settings are wrong; extension <c>errors</c>: member → messages.</summary>
    public static readonly ErrorDefinition DatasourceInvalid = new(
        "SYNC-6001",
        ProblemKind.Invalid,
        "The datasource's settings are not valid",
        "Correct the settings named in errors.");

    /// <summary>No such datasource.</summary>
    public static readonly ErrorDefinition DatasourceNotFound = new(
        "SYNC-6002",
        ProblemKind.NotFound,
        "There is no such datasource",
        "List the datasources to find its id.");

    /// <summary>The name is taken.</summary>
    public static readonly ErrorDefinition DatasourceNameTaken = new(
        "SYNC-6003",
        ProblemKind.Conflict,
        "A datasource of this name exists",
        "Choose another name.");

    /// <summary>A job of it runs.</summary>
    public static readonly ErrorDefinition DatasourceBusy = new(
        "SYNC-6004",
        ProblemKind.Conflict,
        "A sync job of the datasource is running",
        "Cancel that job, wait until it has stopped, and try again.");

    /// <summary>Two changes at once.</summary>
    public static readonly ErrorDefinition DatasourceChanged = new(
        "SYNC-6005",
        ProblemKind.Conflict,
        "The datasource was changed by someone else at the same moment",
        "Load it again and repeat the change.");

    /// <summary>The stored credentials can't be decrypted.</summary>
    public static readonly ErrorDefinition DatasourceSecretsUnreadable = new(
        "SYNC-6006",
        ProblemKind.Conflict,
        "The stored credentials can't be decrypted",
        "Restore the folder keys of the data directory (on PostgreSQL the table data_protection_keys), or enter the credentials again.");

    /// <summary>No connector of this type.</summary>
    public static readonly ErrorDefinition DatasourceTypeUnknown = new(
        "SYNC-6007",
        ProblemKind.Invalid,
        "There is no connector of this type",
        "Choose one of the types named.");
}
