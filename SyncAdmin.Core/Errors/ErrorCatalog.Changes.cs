namespace SyncAdmin.Core.Errors;

/// <summary>Errors of incremental reading (1080-1089).</summary>
public static partial class ErrorCatalog
{
    /// <summary>Changes were asked of a query without a change field.</summary>
    public static readonly ErrorDefinition ChangeFieldMissing = new(
        "SYNC-1080", ProblemKind.Invalid, "The query has no change field", "Name the column that grows with every change of a row (a date and time, a version), or run full syncs.");

    /// <summary>A change field that can't be compared exactly.</summary>
    public static readonly ErrorDefinition ChangeFieldInexact = new(
        "SYNC-1081", ProblemKind.Invalid, "The change field is a floating-point number",
        "Choose another change field, or CAST it to a decimal in the query: floating-point numbers can't be compared exactly.");
}
