using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Storage;

/// <summary>Lists that grow for weeks are read in the order of an index: as SQLite plans them, no page sorts or looks through the whole table.</summary>
public sealed class ListPlanTests
{
    [Theory]
    [InlineData("IX_sync_jobs_created_at_id", "SELECT * FROM sync_jobs ORDER BY created_at DESC, id DESC LIMIT 25")]
    [InlineData("IX_sync_jobs_type_created_at", "SELECT * FROM sync_jobs WHERE type = 'webhook' ORDER BY created_at DESC, id DESC LIMIT 25")]
    [InlineData("IX_sync_jobs_type_created_at", "SELECT count(*) FROM sync_jobs WHERE type = 'webhook'")]
    [InlineData("IX_sync_jobs_status_created_at", "SELECT * FROM sync_jobs WHERE status = 'failed' ORDER BY created_at DESC, id DESC LIMIT 25")]
    [InlineData("IX_sync_jobs_datasource_id_created_at", "SELECT * FROM sync_jobs WHERE datasource_id = 'x' ORDER BY created_at DESC, id DESC LIMIT 25")]
    [InlineData("IX_sync_errors_sync_job_id_created_at", "SELECT * FROM sync_errors WHERE sync_job_id = 'x' ORDER BY created_at, id LIMIT 25")]
    [InlineData("IX_sync_errors_sync_job_id_created_at", "SELECT id FROM sync_errors WHERE sync_job_id = 'x' AND NOT resolved AND created_at >= 5 AND (created_at > 5 OR id > 'y') ORDER BY created_at, id LIMIT 500")]
    [InlineData("COVERING INDEX IX_sync_errors_sync_job_id_error_type_created_at_resolved", "SELECT error_type, count(*), count(CASE WHEN NOT resolved THEN 1 END), max(created_at) FROM sync_errors WHERE sync_job_id = 'x' GROUP BY error_type")]
    [InlineData("IX_sync_errors_sync_job_id_error_type_created_at_resolved", "SELECT * FROM sync_errors WHERE sync_job_id = 'x' AND error_type = 'y' ORDER BY created_at, id LIMIT 25")]
    [InlineData("ix_notifications_bell", "SELECT * FROM notifications WHERE in_bell ORDER BY created_at DESC, id DESC LIMIT 25")]
    [InlineData("ix_notifications_bell", "SELECT count(*) FROM notifications WHERE in_bell")]
    [InlineData("IX_webhook_attempts_endpoint_id_id", "SELECT * FROM webhook_attempts WHERE endpoint_id = 'x' ORDER BY id DESC LIMIT 25")]
    [InlineData("IX_sync_job_events_sync_job_id_id", "SELECT * FROM sync_job_events WHERE sync_job_id = 'x' ORDER BY id LIMIT 25")]
    public async Task A_page_follows_an_index(string index, string sql)
    {
        await using var state = await TestState.CreateAsync(StorageProvider.Sqlite);

        var plan = string.Join('\n', await state.Database.RowsAsync($"EXPLAIN QUERY PLAN {sql}", static row => row.GetString(3), CancellationToken.None));

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE FOR ORDER BY", plan, StringComparison.Ordinal);
    }
}
