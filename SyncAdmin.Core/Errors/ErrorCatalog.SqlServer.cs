namespace SyncAdmin.Core.Errors;

/// <summary>Errors that only SQL Server sources have (1070-1079).</summary>
public static partial class ErrorCatalog
{
    /// <summary>SQL Server: an expression of the result without a name.</summary>
    public static readonly ErrorDefinition QueryColumnUnnamed = new(
        "SYNC-1070", ProblemKind.Invalid, "A column of the query's result has no name", "Give the expression a name with AS.");

    /// <summary>SQL Server: the SQL Server Browser knows no such instance, or does not answer.</summary>
    public static readonly ErrorDefinition SourceInstanceUnknown = new(
        "SYNC-1071", ProblemKind.Unavailable, "The named instance was not found",
        "Start the service SQL Server Browser and open UDP port 1434 to it, or give the instance's own port beside the host's name.");

    /// <summary>SQL Server: rows stayed locked by a writer for too long, or a deadlock was resolved at our cost.</summary>
    public static readonly ErrorDefinition SourceLocked = new(
        "SYNC-1072", ProblemKind.Unavailable, "Rows of the source are locked by other work",
        "Start again later, or let reads pass by writers: ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON.");

    /// <summary>SQL Server: geography, geometry, hierarchyid and other types that live in the server's own code.</summary>
    public static readonly ErrorDefinition QueryTypeUnsupported = new(
        "SYNC-1073", ProblemKind.Invalid, "A column has a type that can't be read", "Write it as a text in the query, with CAST or .ToString(), or leave it out.");
}
