namespace SyncAdmin.Core.Errors;

/// <content>Sync: 5xxx.</content>
public static partial class ErrorCatalog
{
    /// <summary>No job has this id.</summary>
    public static readonly ErrorDefinition SyncJobUnknown = new(
        "SYNC-5001", ProblemKind.NotFound, "Sync job not found", "Look the job up in the list of sync jobs; jobs are deleted with their datasource.");

    /// <summary>A scan of the datasource is pending or running; its id is in <c>jobId</c>.</summary>
    public static readonly ErrorDefinition SyncAlreadyOpen = new(
        "SYNC-5003", ProblemKind.Conflict, "A sync of this datasource is open already", "Wait until that job has ended, or cancel it first.");

    /// <summary>Only failed, cancelled and waiting jobs can be resumed.</summary>
    public static readonly ErrorDefinition SyncNotResumable = new(
        "SYNC-5004", ProblemKind.Conflict, "This job can't be resumed", "Only a failed, a cancelled or a waiting job can go on; start a new full sync instead.");

    /// <summary>A newer full sync has completed; resuming the older one could only bring old rows back.</summary>
    public static readonly ErrorDefinition SyncSuperseded = new(
        "SYNC-5005", ProblemKind.Conflict, "A newer full sync has completed", "Start a new full sync: this job's work has been done since.");

    /// <summary>The job has ended.</summary>
    public static readonly ErrorDefinition SyncNotCancellable = new(
        "SYNC-5006", ProblemKind.Conflict, "This job has ended already", "Nothing needs to be done: a job that has ended does not run.");

    /// <summary>A sweep would remove more than the datasource's <c>maxShare</c>.</summary>
    public static readonly ErrorDefinition SyncDecisionNeeded = new(
        "SYNC-5011", ProblemKind.Conflict, "Much would be deleted", "Look at the figures of the job, then accept or reject the deletion; the job goes on then.");

    /// <summary>The job does not wait for a decision.</summary>
    public static readonly ErrorDefinition SyncNothingToDecide = new(
        "SYNC-5012", ProblemKind.Conflict, "This job waits for no decision", "Nothing needs to be decided; look at the job's status.");

    /// <summary>The job removed nothing, or what it removed is kept no longer, or was restored already.</summary>
    public static readonly ErrorDefinition SyncNothingToRestore = new(
        "SYNC-5013", ProblemKind.Conflict, "Nothing can be restored", "Points that a sweep removed are kept for Sync:RestoreHours, 24 by default; after that a sync brings back what the source has again.");

    /// <summary>The datasource is owned by a running job, or the job itself has not ended.</summary>
    public static readonly ErrorDefinition SyncRestoreBusy = new(
        "SYNC-5014", ProblemKind.Conflict, "The datasource is at work", "Wait until its jobs have ended, or cancel them; then restore.");

    /// <summary>None of the errors asked for can be retried.</summary>
    public static readonly ErrorDefinition SyncNothingToRetry = new(
        "SYNC-5015", ProblemKind.Conflict, "Nothing can be retried", "The errors are resolved, or their records have no usable key: mend the source, then start a full sync.");

    /// <summary>More than one of all, ids and cause was given.</summary>
    public static readonly ErrorDefinition SyncRetryAmbiguous = new(
        "SYNC-5016", ProblemKind.Invalid, "Which errors to retry is not clear", "Give either ids, or a cause, or neither of them for all.");

    /// <summary>A plan of the datasource is being made.</summary>
    public static readonly ErrorDefinition SyncPlanUnderWay = new(
        "SYNC-5240", ProblemKind.Conflict, "This datasource is being planned already", "Wait until that plan is there, or cancel its request.");

    /// <summary>The job has spent what a job of its datasource may spend.</summary>
    public static readonly ErrorDefinition SyncBudgetReached = new(
        "SYNC-5241", ProblemKind.Conflict, "The budget cap is reached", "Have the job go on (it may then spend as much again), raise the budget of the datasource, or cancel the job.");

    /// <summary>Columns that the datasource needs are gone or of another sort; extension <c>drift</c>: missing, retyped, added.</summary>
    public static readonly ErrorDefinition SyncSchemaDrift = new(
        "SYNC-5242", ProblemKind.Conflict, "The source's columns have changed", "Bring the columns back, or edit query and mapping; where the change is meant, accept the new columns: the job then goes on.");

    /// <summary>Source, ledger and store know no record of this code, and nothing of late has named one.</summary>
    public static readonly ErrorDefinition RecordNotFound = new(
        "SYNC-5031", ProblemKind.NotFound, "No such record", "Check the code: it is the value of the datasource's codeField, as the source compares it.");

    /// <summary>The job is of another type.</summary>
    public static readonly ErrorDefinition SyncNotVerification = new(
        "SYNC-5260", ProblemKind.NotFound, "This job has no verification report", "Only a verification has one: start one for the datasource.");

    /// <summary>Abandoned, rolled back or deleted.</summary>
    public static readonly ErrorDefinition SyncReindexOver = new(
        "SYNC-5270", ProblemKind.Conflict, "The re-index of this job is over", "Nothing needs to be done; start a new re-index of the collection if you still want one.");

    /// <summary>The new physical collection is not what it should be; the old one stays live.</summary>
    public static readonly ErrorDefinition SyncReindexDiffers = new(
        "SYNC-5271", ProblemKind.Conflict, "The new collection is not complete", "The old one stays live. Mend what the detail names (retry the errors of the re-index jobs), then resume this job: it compares again; or abandon the re-index.");

    /// <summary>A person did not agree to losing the points of records that are gone.</summary>
    public static readonly ErrorDefinition SyncReindexRefused = new(
        "SYNC-5272", ProblemKind.Conflict, "The re-index would lose points that somebody wants to keep", "The old collection stays live. Abandon the re-index, or bring the records back to the source and resume this job.");

    /// <summary>More than the allowed share of the records failed.</summary>
    public static readonly ErrorDefinition SyncErrorBudget = new(
        "SYNC-5101", ProblemKind.External, "Too many records failed", "Look at the job's errors, mend the most frequent cause (mapping, query or model), then resume the job.");

    /// <summary>No record was committed for as long as the datasource allows.</summary>
    public static readonly ErrorDefinition SyncTimeout = new(
        "SYNC-5102", ProblemKind.External, "The sync made no progress", "Check that source and embedding provider answer, or raise timeoutMinutes of the datasource, then resume the job.");

    /// <summary>A bug, or a failure that nobody foresaw.</summary>
    public static readonly ErrorDefinition SyncUnexpected = new(
        "SYNC-5103", ProblemKind.Unexpected, "The sync failed unexpectedly", "Look the correlation id up in the log; resume the job, and report it when it fails again.");

    /// <summary>The disk of state or vectors is full.</summary>
    public static readonly ErrorDefinition SyncDiskFull = new(
        "SYNC-5104", ProblemKind.Unavailable, "The disk is full", "Free space on the disk of the data directory (or of the database server); the job goes on by itself.");

    /// <summary>The embedding fields of the datasource can't be read.</summary>
    public static readonly ErrorDefinition SyncPlanInvalid = new(
        "SYNC-5105", ProblemKind.Invalid, "The datasource's settings can't be used", "Edit the datasource: mapping, embedding fields and text template must fit the query's columns.");

    /// <summary>Nothing says from where on changes are to be read.</summary>
    public static readonly ErrorDefinition SyncWatermarkMissing = new(
        "SYNC-5107", ProblemKind.Conflict, "An incremental sync is not possible yet", "Give the datasource a changeField and run a full sync: it reads every record, and leaves the watermark that an incremental sync begins at.");
}
