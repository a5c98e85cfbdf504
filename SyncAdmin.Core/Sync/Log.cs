using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Sync;

/// <summary>What the engine says. Lines at Information are for a person who watches the console or the job's page.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "{Datasource}: full sync started, {Total} records, into {Collection} with {Model}")]
    internal static partial void Started(this ILogger logger, string datasource, long? total, string collection, string model);

    [LoggerMessage(5031, LogLevel.Information, "{Datasource}: incremental sync started, changes from {Since} on, into {Collection}")]
    internal static partial void IncrementalStarted(this ILogger logger, string datasource, string? since, string collection);

    [LoggerMessage(5002, LogLevel.Information, "{Datasource}: resumed from record {Record} of {Total} ({Percent:0.0} %), {Batch} of {Batches} batches skipped, about USD {SavedCost:0.0000} and {SavedSeconds:0.0} s saved")]
    internal static partial void Resumed(this ILogger logger, string datasource, long record, long? total, double? percent, long batch, long? batches, decimal savedCost, double savedSeconds);

    [LoggerMessage(5003, LogLevel.Warning, "{Datasource}: starts over, the checkpoint at record {Record} does not hold any more: {Why}")]
    internal static partial void StartsOver(this ILogger logger, string datasource, long record, string why);

    [LoggerMessage(5004, LogLevel.Information, "{Datasource}: {Processed} of {Total} records ({Percent:0.0} %), {Rate:0} records/s, {Written} written, {Unchanged} unchanged, {Failed} failed, {Tokens} tokens, USD {Cost:0.0000}")]
    internal static partial void Progress(this ILogger logger, string datasource, long processed, string total, double percent, double rate, long written, long unchanged, long failed, long tokens, decimal cost);

    [LoggerMessage(5005, LogLevel.Information, "{Datasource}: completed, {Processed} records: {Written} written, {Unchanged} unchanged, {Failed} failed; {Seconds:0.0} s, {Tokens} tokens, USD {Cost:0.0000}")]
    internal static partial void Completed(this ILogger logger, string datasource, long processed, long written, long unchanged, long failed, double seconds, long tokens, decimal cost);

    [LoggerMessage(5006, LogLevel.Error, "{Datasource}: failed, {Code}: {Message}")]
    internal static partial void Failed(this ILogger logger, string datasource, string? code, string? message);

    [LoggerMessage(5007, LogLevel.Information, "{Datasource}: cancelled after {Processed} records; it can be resumed from there")]
    internal static partial void Cancelled(this ILogger logger, string datasource, long processed);

    [LoggerMessage(5008, LogLevel.Warning, "{Datasource}: waits ({Reason}) until {Until:yyyy-MM-dd HH:mm:ss} UTC: {Message}")]
    internal static partial void Waits(this ILogger logger, string datasource, string reason, DateTimeOffset? until, string? message);

    [LoggerMessage(5037, LogLevel.Warning, "{Datasource}: waits ({Reason}) for a person: {Message}")]
    internal static partial void WaitsForPerson(this ILogger logger, string datasource, string reason, string? message);

    [LoggerMessage(5031, LogLevel.Warning, "{Datasource}: waits for a decision: {Message}")]
    internal static partial void WaitsForDecision(this ILogger logger, string datasource, string? message);

    [LoggerMessage(5032, LogLevel.Information, "{Datasource}: {Removed} points removed whose records are gone from the source, {Kept} records were there after all; the store holds {Points} points and the ledger {Rows} records")]
    internal static partial void Swept(this ILogger logger, string datasource, long removed, long kept, long points, long rows);

    [LoggerMessage(5033, LogLevel.Warning, "{Datasource}: {Kept} points stay although their records are gone from the source: {By} decided so")]
    internal static partial void SweepRefused(this ILogger logger, string datasource, long kept, string? by);

    [LoggerMessage(5034, LogLevel.Warning, "{Datasource}: the store holds {Points} points and the ledger {Rows} records; the next full sync writes again what is missing")]
    internal static partial void StoreHasFewer(this ILogger logger, string datasource, long points, long rows);

    [LoggerMessage(5035, LogLevel.Information, "Removed points: {Count} can no longer be restored")]
    internal static partial void RemovedPointsForgotten(this ILogger logger, long count);

    [LoggerMessage(5036, LogLevel.Warning, "Removed points: the upkeep failed, it is tried every minute: {Cause}")]
    internal static partial void SweepUpkeepFailed(this ILogger logger, Exception? exception, string cause);

    [LoggerMessage(5070, LogLevel.Information, "{Datasource}: verification of {Total} records against ledger and collection {Collection}")]
    internal static partial void VerifyStarted(this ILogger logger, string datasource, long? total, string collection);

    [LoggerMessage(5071, LogLevel.Information, "{Datasource}: {Compared} records compared, {Differing} differ; {Requeued} are written again, {Corrected} ledger rows corrected; surplus: {SurplusRows} ledger rows, {SurplusPoints} points")]
    internal static partial void Verified(this ILogger logger, string datasource, long compared, long differing, long requeued, long corrected, long surplusRows, long surplusPoints);

    [LoggerMessage(5072, LogLevel.Information, "{Datasource}: re-index started, {Total} records, from {From} into {To}")]
    internal static partial void ReindexStarted(this ILogger logger, string datasource, long? total, string from, string to);

    [LoggerMessage(5073, LogLevel.Information, "{Datasource}: in {Collection} now; other datasources of the re-index are still being read")]
    internal static partial void ReindexBuilt(this ILogger logger, string datasource, string collection);

    [LoggerMessage(5074, LogLevel.Information, "{Collection}: {Points} points compared with the ledger, {Found} of {Samples} sample queries find their record; {Gone} records of the old collection are gone from the source")]
    internal static partial void ReindexVerified(this ILogger logger, string collection, long points, int found, int samples, long gone);

    [LoggerMessage(5075, LogLevel.Information, "{Collection}: stands for {To} now; {From} is kept for rolling back until the next re-index")]
    internal static partial void ReindexSwitched(this ILogger logger, string collection, string from, string to);

    [LoggerMessage(5009, LogLevel.Information, "{Datasource}: put back after {Processed} records, because this process ends; it goes on at the next start")]
    internal static partial void GivenBack(this ILogger logger, string datasource, long processed);

    [LoggerMessage(5010, LogLevel.Warning, "{Datasource}: lease lost, stopped. {Message}")]
    internal static partial void LeaseLost(this ILogger logger, string datasource, string message);

    [LoggerMessage(5011, LogLevel.Warning, "{Datasource}: the lease could not be renewed; the next beat tries again")]
    internal static partial void RenewalFailed(this ILogger logger, Exception exception, string datasource);

    [LoggerMessage(5012, LogLevel.Error, "{Datasource}: how the job ended could not be written")]
    internal static partial void EndNotWritten(this ILogger logger, Exception exception, string datasource);

    [LoggerMessage(5013, LogLevel.Error, "Job {JobId} failed unexpectedly")]
    internal static partial void Unexpected(this ILogger logger, Exception exception, Guid jobId);

    [LoggerMessage(5014, LogLevel.Error, "The dispatcher can't look for work, it is tried twice a second: {Cause}")]
    internal static partial void DispatchFailed(this ILogger logger, Exception? exception, string cause);

    [LoggerMessage(5030, LogLevel.Information, "The dispatcher looks for work again, after {Failures} failures")]
    internal static partial void DispatchesAgain(this ILogger logger, int failures);

    [LoggerMessage(5015, LogLevel.Warning, "The first state of a job could not be read for a watcher")]
    internal static partial void SnapshotFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5016, LogLevel.Warning, "A watcher of sync progress failed")]
    internal static partial void WatcherFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5017, LogLevel.Warning, "{Datasource}: the store holds {Points} points and the ledger {Rows} records; {Dropped} records are written again")]
    internal static partial void StoreLost(this ILogger logger, string datasource, long points, long rows, long dropped);

    [LoggerMessage(5018, LogLevel.Warning, "{Datasource}: record {Record} failed, {Code}")]
    internal static partial void RecordFailed(this ILogger logger, string datasource, string record, string code);

    [LoggerMessage(5041, LogLevel.Warning, "{Datasource}: the query has new columns, which nothing is done about: {Columns}")]
    internal static partial void NewColumns(this ILogger logger, string datasource, string columns);

    [LoggerMessage(5019, LogLevel.Warning, "{Datasource}: waiting for quota until {Until:HH:mm:ss} UTC; the sync goes on by itself, slower")]
    internal static partial void WaitsForQuota(this ILogger logger, string datasource, DateTimeOffset until);
}
