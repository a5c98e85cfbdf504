using System.Text;
using SyncAdmin.Core.Vectors.Embedded;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>Rows never stand without their vectors: the commit waits for the disk.</summary>
public sealed class PointTableTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly PointTable _table;

    public PointTableTests() => _table = new PointTable(Path.Combine(_directory.Path, "c1.db"));

    public void Dispose()
    {
        _table.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_commit_waits_for_what_must_end_before()
    {
        var onDisk = new TaskCompletionSource();

        var committing = _table.CommitAsync(1, Insert, onDisk.Task);

        Assert.False(committing.IsCompleted);
        using (var reader = EmbeddedSqlite.Open(Path.Combine(_directory.Path, "c1.db")))
        using (var command = reader.CreateCommand())
        {
            command.CommandText = "SELECT (SELECT version FROM state) + (SELECT COUNT(*) FROM points)";
            Assert.Equal(0L, await command.ExecuteScalarAsync());
        }

        onDisk.SetResult();
        await committing;
        Assert.Equal((1, 1), (_table.ReadVersion(), _table.ReadAll().Count()));
    }

    [Fact]
    public async Task Nothing_stays_when_that_fails()
    {
        await Assert.ThrowsAsync<IOException>(() => _table.CommitAsync(1, Insert, Task.FromException(new IOException("The disk is gone."))));

        Assert.Equal((0, 0), (_table.ReadVersion(), _table.ReadAll().Count()));
        _table.Commit(1, Insert);
        Assert.Equal((1, 1), (_table.ReadVersion(), _table.ReadAll().Count()));
    }

    private static void Insert(PointTable rows) => rows.Insert(0, new Guid(1, 2, 3, new byte[8]), 7, new SyncFields(default, default, 1), Encoding.UTF8.GetBytes("{}"));
}
