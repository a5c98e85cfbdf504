using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Storage;

public abstract partial class StateDatabaseConformance
{
    [Fact]
    public async Task What_is_to_run_after_the_commit_runs_once_the_write_is_seen_by_others_and_in_order()
    {
        await using var state = await TestState.CreateAsync(provider);
        var replica = state.OpenAnother();
        var ran = new List<string>();
        await state.Database.WriteAsync(
            (transaction, _) =>
            {
                transaction.Db.Add(TestState.NewDatasource("shop"));
                transaction.AfterCommit(() =>
                {
                    using var context = replica.Read();
                    ran.Add(context.Set<Datasource>().Single().Name);
                });
                transaction.AfterCommit(() => ran.Add("second"));
                Assert.Empty(ran);
                return Task.CompletedTask;
            },
            None);

        Assert.Equal(["shop", "second"], ran);
    }

    [Fact]
    public async Task What_is_to_run_after_the_commit_never_runs_when_there_is_none()
    {
        await using var state = await TestState.CreateAsync(provider);
        var ran = false;
        await Assert.ThrowsAsync<InvalidOperationException>(() => state.Database.WriteAsync(
            Task (transaction, _) =>
            {
                transaction.AfterCommit(() => ran = true);
                throw new InvalidOperationException("half-way");
            },
            None));
        // The work is well, and what it left to be saved is not.
        await state.AddAsync(TestState.NewDatasource("shop"));
        await Assert.ThrowsAsync<DbUpdateException>(() => state.Database.WriteAsync(
            (transaction, _) =>
            {
                transaction.AfterCommit(() => ran = true);
                transaction.Db.Add(TestState.NewDatasource("shop"));
                return Task.CompletedTask;
            },
            None));

        Assert.False(ran);
    }

    [Fact]
    public async Task A_single_statement_commits_by_itself_and_gives_its_rows()
    {
        await using var state = await TestState.CreateAsync(provider);
        var now = new DateTimeOffset(2026, 11, 22, 0, 0, 0, 123, TimeSpan.Zero);
        for (byte number = 1; number <= 3; number++)
        {
            // The same text again: PostgreSQL keeps it prepared.
            var rows = await state.Database.StatementAsync(
                "INSERT INTO sign_in_links (token_hash, expires_at) VALUES (@hash, @at) RETURNING token_hash",
                async (reader, token) => await reader.ReadAsync(token) && (await reader.GetFieldValueAsync<byte[]>(0, token))[0] == number && !await reader.ReadAsync(token),
                None,
                ("hash", new[] { number }),
                ("at", now));
            Assert.True(rows);
        }

        await using var context = state.OpenAnother().Read();
        Assert.Equal([now, now, now], await context.Set<SignInLink>().Select(link => link.ExpiresAt).ToListAsync());
    }

    [Fact]
    public async Task A_single_statement_that_fails_changes_nothing_and_the_next_one_works()
    {
        await using var state = await TestState.CreateAsync(provider);
        Task<int> InsertAsync(params byte[] hashes) => state.Database.StatementAsync(
            $"INSERT INTO sign_in_links (token_hash, expires_at) VALUES {string.Join(',', hashes.Select((_, number) => $"(@h{number}, {state.Database.Time.Now})"))}",
            static (reader, _) => Task.FromResult(reader.RecordsAffected),
            None,
            [.. hashes.Select((hash, number) => ($"h{number}", (object?)new[] { hash }))]);

        var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => InsertAsync(1, 2, 2));
        Assert.Equal("PK_sign_in_links", UniqueViolation.ConstraintOf(state.Database, refusal));
        Assert.Empty(await state.AllAsync<SignInLink>());
        await InsertAsync(1, 2, 3);
        Assert.Equal(3, (await state.AllAsync<SignInLink>()).Count);
    }

    [Fact]
    public async Task A_cancelled_single_statement_lets_the_next_one_in()
    {
        await using var state = await TestState.CreateAsync(provider);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => state.Database.StatementAsync("SELECT 1", static (_, _) => Task.FromResult(1), new CancellationToken(canceled: true)));

        Assert.Equal(7L, await state.Database.StatementAsync("SELECT @seven", static async (reader, token) => await reader.ReadAsync(token) ? Convert.ToInt64(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture) : 0, None, ("seven", 7L)));
    }
}
