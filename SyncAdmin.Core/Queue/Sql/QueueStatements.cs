using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>
/// The statements that are the same on both providers. Each that ends a lease asks for its receipt in its WHERE: no row changed means that the receipt is stale.
/// Built on each use, because a driven clock is part of the text.
/// </summary>
internal sealed class QueueStatements(DatabaseTime time, StorageProvider provider)
{
    /// <summary>The columns of a <see cref="ReceivedMessage"/>, in the order that <see cref="MessageReader"/> reads.</summary>
    internal const string Received =
        "id, lease_number, queue, payload, source, tenant_id, entity_type, entity_id, action, external_id, group_key, dedupe_key, priority, retry_count, max_retries, created_at, visible_at";

    private const string OfReceipt = "id = @id AND lease_number = @lease AND status = 'processing'";
    private const string LastTry = "(@permanent = 1 OR retry_count >= max_retries)";

    /// <summary>Is there when the queue takes part: not paused.</summary>
    internal const string NotPaused = "NOT EXISTS (SELECT 1 FROM sync_queues WHERE name = @queue AND paused_at IS NOT NULL)";

    /// <summary>
    /// What a lease changes. The count of tries goes beyond the allowed ones where the last try's lease ended unanswered: such a message is buried, never handed out. A lease that
    /// ended is one more entry of the attempts.
    /// </summary>
    internal string Lease =>
        $"""
        status = 'processing',
        lease_number = lease_number + 1,
        retry_count = retry_count + 1,
        attempts = CASE WHEN status = 'processing' AND retry_count <= max_retries THEN {Attempt("expired", "NULL")} ELSE attempts END,
        started_at = {time.Now},
        visible_at = {time.NowPlusMilliseconds("@lease")}
        """;

    /// <summary>A lease that has not ended.</summary>
    private string Held => $"{OfReceipt} AND visible_at > {time.Now}";

    /// <summary>As <see cref="Held"/>; a message beyond its tries was handed to nobody, so however short its lease was, it is still this reader's to bury.</summary>
    private string HeldOrToBury => $"{OfReceipt} AND (visible_at > {time.Now} OR retry_count > max_retries)";

    internal string Complete(bool ungroupedOnly) =>
        $"""
        UPDATE sync_queue
        SET status = 'completed', visible_at = NULL, completed_at = {time.Now}, response = @response, external_id = COALESCE(@external, external_id)
        WHERE {Held} {Ungrouped(ungroupedOnly)}
        RETURNING queue, group_key, status, NULL
        """;

    /// <summary>2 s, 4 s, 8 s … up to an hour, times <c>@jitter</c> thousandths; or <c>@wait</c> milliseconds.</summary>
    internal string Fail(bool ungroupedOnly)
    {
        var least = provider == StorageProvider.Sqlite ? "min" : "least";
        var backoff = $"{least}(3600000, (CAST(2000 AS bigint) << ({least}(retry_count, 12) - 1)) * @jitter / 1000)";
        return $"""
            UPDATE sync_queue
            SET status = CASE WHEN {LastTry} THEN 'failed' ELSE 'pending' END,
                visible_at = CASE WHEN {LastTry} THEN NULL ELSE {time.NowPlusMilliseconds($"CASE WHEN @wait >= 0 THEN @wait ELSE {backoff} END")} END,
                completed_at = CASE WHEN {LastTry} THEN {time.Now} END,
                retry_count = {least}(retry_count, max_retries),
                error_message = @error,
                attempts = CASE WHEN @note = 1 THEN {Attempt("failed", "@error")} ELSE attempts END
            WHERE {HeldOrToBury} {Ungrouped(ungroupedOnly)}
            RETURNING queue, group_key, status, {time.MillisecondsOf("visible_at")}
            """;
    }

    /// <summary>The try does not count.</summary>
    internal string Release =>
        $"""
        UPDATE sync_queue
        SET status = 'pending', visible_at = {time.Now}, retry_count = retry_count - 1
        WHERE {Held}
        RETURNING queue, group_key, status, {time.MillisecondsOf("visible_at")}
        """;

    internal string Extend =>
        $"UPDATE sync_queue SET visible_at = {time.NowPlusMilliseconds("@span")} WHERE {Held} RETURNING queue, group_key, status, {time.MillisecondsOf("visible_at")}";

    /// <summary>Whether a lease was acknowledged already: whoever lost the answer may say it again.</summary>
    internal const string Acknowledged = "SELECT id FROM sync_queue WHERE id = @id AND lease_number = @lease AND status = 'completed'";

    /// <summary>Lets the next message of a group step up, where no other is ahead.</summary>
    internal string Promote =>
        $"""
        UPDATE sync_queue
        SET visible_at = CASE WHEN scheduled_at > {time.Now} THEN scheduled_at ELSE {time.Now} END
        WHERE id = (
            SELECT min(id) FROM sync_queue
            WHERE queue = @queue AND group_key = @group AND group_key IS NOT NULL AND visible_at IS NULL AND completed_at IS NULL)
          AND NOT EXISTS ({GroupHead})
        """;

    /// <summary>One message with all that it may have: dedupe key and group. No row: its dedupe key is there already.</summary>
    internal string Insert =>
        $"""
        INSERT INTO sync_queue (
            queue, payload, source, tenant_id, entity_type, entity_id, action, external_id, group_key, dedupe_key, priority, max_retries,
            status, retry_count, lease_number, created_at, scheduled_at, visible_at)
        SELECT {Typed("@queue")}, {Typed("@payload")}, {Typed("@source")}, {Typed("@tenant")}, {Typed("@entityType")}, {Typed("@entityId")},
               {Typed("@action")}, {Typed("@external")}, {Typed("@group")}, {Typed("@dedupe")}, @priority, @maxRetries,
               'pending', 0, 0, {time.Now}, {time.NowPlusMilliseconds("@delay")},
               CASE WHEN EXISTS ({GroupHead}) THEN NULL ELSE {time.NowPlusMilliseconds("@delay")} END
        WHERE true
        ON CONFLICT (queue, dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING
        RETURNING id
        """;

    /// <summary>Who has the dedupe key.</summary>
    internal const string FindDuplicate = "SELECT id FROM sync_queue WHERE queue = @queue AND dedupe_key = @dedupe";

    /// <summary>Makes a queue known; its time stays that of the first.</summary>
    internal string Register => $"INSERT INTO sync_queues (name, created_at) VALUES (@queue, {time.Now}) ON CONFLICT (name) DO NOTHING";

    private const string GroupHead =
        "SELECT 1 FROM sync_queue AS head WHERE head.queue = @queue AND head.group_key = @group AND head.group_key IS NOT NULL AND head.visible_at IS NOT NULL";

    private static string Ungrouped(bool only) => only ? "AND group_key IS NULL" : string.Empty;

    // PostgreSQL would take a parameter that stands alone in a SELECT list for text of unknown type.
    private string Typed(string parameter) => provider == StorageProvider.Postgres ? $"CAST({parameter} AS text)" : parameter;

    /// <summary>The attempts with one more, and without the oldest where there are enough.</summary>
    private string Attempt(string outcome, string error)
    {
        var started = time.MillisecondsOf("started_at");
        var members = $"'try', retry_count, 'leaseNumber', lease_number, 'startedAt', {started}, 'endedAt', {time.NowMilliseconds}, 'outcome', '{outcome}', 'error'";
        return provider == StorageProvider.Sqlite
            ? $"""
              json_insert(
                  CASE WHEN json_array_length(attempts) >= {QueueLimits.Attempts} THEN json_remove(attempts, '$[0]') ELSE COALESCE(attempts, '[]') END,
                  '$[#]', json_object({members}, {error}))
              """
            : $"""
              CASE WHEN jsonb_array_length(attempts) >= {QueueLimits.Attempts} THEN attempts - 0 ELSE COALESCE(attempts, '[]') END
              || jsonb_build_array(jsonb_build_object({members}, CAST({error} AS text)))
              """;
    }
}
