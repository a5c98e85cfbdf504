using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using Xunit;

namespace SyncAdmin.Tests.Storage;

/// <summary>What every state database must do; one heir per provider.</summary>
public abstract partial class StateDatabaseConformance(StorageProvider provider)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_write_is_seen_by_another_instance_after_its_commit()
    {
        await using var state = await TestState.CreateAsync(provider);
        await state.AddAsync(TestState.NewDatasource("shop"));

        await using var context = state.OpenAnother().Read();
        Assert.Equal("shop", (await context.Set<Datasource>().SingleAsync()).Name);
    }

    [Fact]
    public async Task An_exception_rolls_the_whole_write_back()
    {
        await using var state = await TestState.CreateAsync(provider);
        await Assert.ThrowsAsync<InvalidOperationException>(() => state.Database.WriteAsync(
            async (transaction, token) =>
            {
                transaction.Db.Add(TestState.NewDatasource("half"));
                await transaction.Db.SaveChangesAsync(token);
                throw new InvalidOperationException("half-way");
            },
            None));

        Assert.Empty(await state.AllAsync<Datasource>());
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing_and_lets_the_next_one_in()
    {
        await using var state = await TestState.CreateAsync(provider);
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => state.Database.WriteAsync(
            async (transaction, token) =>
            {
                transaction.Db.Add(TestState.NewDatasource("half"));
                await transaction.Db.SaveChangesAsync(token);
                await cancel.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
            cancel.Token));

        await state.AddAsync(TestState.NewDatasource("next"));
        Assert.Equal("next", Assert.Single(await state.AllAsync<Datasource>()).Name);
    }

    [Fact]
    public async Task Reading_tracks_nothing()
    {
        await using var state = await TestState.CreateAsync(provider);
        await state.AddAsync(TestState.NewDatasource("shop"));
        await using var context = state.Database.Read();
        await context.Set<Datasource>().SingleAsync();
        Assert.Empty(context.ChangeTracker.Entries());
    }

    [Theory]
    [InlineData("2026-11-22T00:15:59.123Z")]
    [InlineData("1969-12-31T23:59:59.999Z")]
    [InlineData("2026-03-29T02:30:00.001+05:30")]
    public async Task Times_round_trip_to_the_millisecond(string text)
    {
        await using var state = await TestState.CreateAsync(provider);
        var time = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
        await state.AddAsync(new SignInLink { TokenHash = [1], ExpiresAt = time });

        Assert.Equal(time, Assert.Single(await state.AllAsync<SignInLink>()).ExpiresAt);
    }

    [Fact]
    public async Task A_time_given_as_a_parameter_equals_the_same_time_in_a_column()
    {
        await using var state = await TestState.CreateAsync(provider);
        var time = new DateTimeOffset(2026, 11, 22, 0, 0, 0, 123, TimeSpan.Zero);
        await state.AddAsync(new SignInLink { TokenHash = [1], ExpiresAt = time });

        var found = await state.Database.WriteAsync(
            (transaction, token) => transaction.ScalarAsync<long>("SELECT count(*) FROM sign_in_links WHERE expires_at = @time", token, ("time", time)),
            None);
        Assert.Equal(1, found);
    }

    [Fact]
    public async Task Json_columns_keep_their_value()
    {
        const string Json = """{"a":[1,2.50,"ñ ‮ 😀"],"b":{"c":null,"d":true}}""";
        await using var state = await TestState.CreateAsync(provider);
        var datasource = TestState.NewDatasource("shop");
        datasource.FieldMapping = Json;
        await state.AddAsync(datasource);

        var stored = Assert.Single(await state.AllAsync<Datasource>()).FieldMapping;
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Json), JsonElement.Parse(stored)), stored);
    }

    [Fact]
    public async Task Enums_are_stored_as_lower_case_words()
    {
        await using var state = await TestState.CreateAsync(provider);
        var datasource = TestState.NewDatasource("shop");
        datasource.Status = DatasourceStatus.Paused;
        await state.AddAsync(datasource);

        Assert.Equal("paused", await state.ScalarAsync<string>("SELECT status FROM datasources"));
        Assert.Equal(DatasourceStatus.Paused, Assert.Single(await state.AllAsync<Datasource>()).Status);
    }

    [Fact]
    public async Task Database_time_moves_with_the_clock_and_stands_still_when_frozen()
    {
        await using var state = await TestState.CreateAsync(provider);
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-2);
        Assert.InRange(await state.Database.NowAsync(None), before, DateTimeOffset.UtcNow.AddMilliseconds(2));

        var frozen = new DateTimeOffset(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        state.Database.Time.Frozen = frozen;
        Assert.Equal(frozen, await state.Database.NowAsync(None));
        Assert.Equal(frozen, await state.Database.NowAsync(None));

        state.Database.Time.Frozen = frozen.AddSeconds(15);
        Assert.Equal(frozen.AddSeconds(15), await state.Database.NowAsync(None));
    }

    [Fact]
    public async Task Database_time_plus_a_span_compares_with_columns()
    {
        await using var state = await TestState.CreateAsync(provider);
        var time = state.Database.Time;
        await state.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync($"INSERT INTO sign_in_links (token_hash, expires_at) VALUES (@hash, {time.NowPlus(TimeSpan.FromSeconds(60))})", token, ("hash", new byte[] { 1 })),
            None);

        Assert.Equal(1, await state.ScalarAsync<long>($"SELECT count(*) FROM sign_in_links WHERE expires_at > {time.NowPlus(TimeSpan.FromSeconds(30))}"));
        Assert.Equal(0, await state.ScalarAsync<long>($"SELECT count(*) FROM sign_in_links WHERE expires_at > {time.NowPlus(TimeSpan.FromSeconds(90))}"));
        Assert.Equal(1, await state.ScalarAsync<long>($"SELECT count(*) FROM sign_in_links WHERE expires_at > {time.Now}"));
    }

    [Fact]
    public async Task Unique_violations_carry_the_name_of_their_constraint()
    {
        await using var state = await TestState.CreateAsync(provider);
        var datasource = TestState.NewDatasource("shop");
        await state.AddAsync(datasource, NewJob(datasource.Id, SyncJobType.Webhook, SyncJobStatus.Pending, DateTimeOffset.UnixEpoch));

        Assert.Equal("IX_datasources_name", await ViolationOfAsync(state, TestState.NewDatasource("shop")));
        Assert.Equal("PK_datasources", await ViolationOfAsync(state, TestState.NewDatasource("another", datasource.Id)));
        Assert.Equal("IX_sync_jobs_datasource_id_scheduled_for", await ViolationOfAsync(state, NewJob(datasource.Id, SyncJobType.Webhook, SyncJobStatus.Pending, DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public async Task Another_failure_is_not_taken_for_a_unique_violation()
    {
        await using var state = await TestState.CreateAsync(provider);
        Assert.Null(await ViolationOfAsync(state, NewJob(Guid.NewGuid(), SyncJobType.Full, SyncJobStatus.Pending)));
    }

    [Fact]
    public async Task Only_one_scan_job_of_a_datasource_is_open()
    {
        await using var state = await TestState.CreateAsync(provider);
        var (one, two) = (TestState.NewDatasource("one"), TestState.NewDatasource("two"));
        await state.AddAsync(one, two, NewJob(one.Id, SyncJobType.Full, SyncJobStatus.Running));

        Assert.Equal("ux_sync_jobs_open_scan", await ViolationOfAsync(state, NewJob(one.Id, SyncJobType.Incremental, SyncJobStatus.Pending)));
        Assert.Null(await ViolationOfAsync(state, NewJob(one.Id, SyncJobType.Webhook, SyncJobStatus.Pending)));
        Assert.Null(await ViolationOfAsync(state, NewJob(one.Id, SyncJobType.Full, SyncJobStatus.Failed)));
        Assert.Null(await ViolationOfAsync(state, NewJob(two.Id, SyncJobType.Verify, SyncJobStatus.Pending)));
    }

    [Fact]
    public async Task Of_many_scan_jobs_started_at_once_one_wins()
    {
        await using var state = await TestState.CreateAsync(provider);
        var datasource = TestState.NewDatasource("one");
        await state.AddAsync(datasource);
        var replica = state.OpenAnother();

        var violations = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            try
            {
                await (i % 2 == 0 ? state.Database : replica).WriteAsync(
                    (transaction, _) => Task.FromResult(transaction.Db.Add(NewJob(datasource.Id, SyncJobType.Full, SyncJobStatus.Pending))),
                    None);
                return null;
            }
            catch (DbUpdateException exception)
            {
                return UniqueViolation.ConstraintOf(state.Database, exception);
            }
        }));

        Assert.Single(violations, violation => violation is null);
        Assert.Equal(9, violations.Count(violation => string.Equals(violation, "ux_sync_jobs_open_scan", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Small_writers_beside_a_bulk_writer_never_fail()
    {
        await using var state = await TestState.CreateAsync(provider);
        var datasource = TestState.NewDatasource("one");
        await state.AddAsync(datasource);
        var replica = state.OpenAnother();
        using var stop = new CancellationTokenSource();
        var bulk = Task.Run(async () =>
        {
            for (var round = 0; !stop.IsCancellationRequested; round++)
            {
                await state.Database.WriteAsync((transaction, token) => InsertLedgerRowsAsync(transaction, scopeId: 1, round, token), None);
            }
        });

        // 200 a second for a second and a half, a tenth of them from a second process.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var writes = new List<Task>();
        for (var tick = 0; tick < 30; tick++)
        {
            await timer.WaitForNextTickAsync();
            for (var i = 0; i < 10; i++)
            {
                var entry = new AuditEntry { ActorKind = "system", ActorId = "x", ActorName = "x", Action = $"{tick}-{i}", SubjectType = "x", SubjectId = "x" };
                writes.Add((i == 0 ? replica : state.Database).WriteAsync((transaction, _) => Task.FromResult(transaction.Db.Add(entry)), None));
            }
        }

        await Task.WhenAll(writes);
        await stop.CancelAsync();
        await bulk;
        Assert.Equal(300, (await state.AllAsync<AuditEntry>()).Select(entry => entry.Action).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Several_processes_may_migrate_an_empty_database_at_once()
    {
        await using var state = TestState.CreateEmpty(provider);
        var replicas = Enumerable.Range(0, 4).Select(_ => state.OpenAnother()).ToList();
        await Task.WhenAll(replicas.Select(replica => Task.Run(() => replica.MigrateAsync(None))));

        await state.AddAsync(TestState.NewDatasource("shop"));
        Assert.Single(await state.AllAsync<Datasource>());
    }

    [Fact]
    public async Task Migrating_again_keeps_what_is_there()
    {
        await using var state = await TestState.CreateAsync(provider);
        await state.AddAsync(TestState.NewDatasource("shop"));
        await state.Database.MigrateAsync(None);
        Assert.Single(await state.AllAsync<Datasource>());
    }

    [Fact]
    public async Task A_schema_of_a_newer_version_is_refused()
    {
        await using var state = await TestState.CreateAsync(provider);
        await state.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_FromTheFuture', '99.0.0')", token),
            None);

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => state.Database.MigrateAsync(None));
        Assert.Equal(ErrorCatalog.StateNewer, refusal.Problem.Error);
        Assert.Contains("29990101000000_FromTheFuture", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_good_with_a_latency()
    {
        await using var state = await TestState.CreateAsync(provider);
        var health = await new StateHealthCheck(state.Database, state.Directory, TimeProvider.System).CheckAsync(None);

        Assert.True(health.Healthy, health.Problem?.ToString());
        Assert.NotNull(health.Latency);
        Assert.Equal(provider == StorageProvider.Sqlite, health.FreeBytes is not null);
    }

    [Fact]
    public async Task A_page_holds_its_rows_and_the_total()
    {
        await using var state = await TestState.CreateAsync(provider);
        await state.AddAsync([.. Enumerable.Range(0, 25).Select(i => TestState.NewDatasource($"{i:00}"))]);
        await using var context = state.Database.Read();

        var page = await context.Set<Datasource>().OrderBy(datasource => datasource.Name).ToPageAsync(3, 10, None);
        Assert.Equal((25, 3, 10), (page.Total, page.Number, page.Size));
        Assert.Equal(["20", "21", "22", "23", "24"], page.Items.Select(datasource => datasource.Name));

        var clamped = await context.Set<Datasource>().OrderBy(datasource => datasource.Name).ToPageAsync(0, 100_000, None);
        Assert.Equal((1, 200), (clamped.Number, clamped.Size));
    }

    private static SyncJob NewJob(Guid datasourceId, SyncJobType type, SyncJobStatus status, DateTimeOffset? scheduledFor = null) => new()
    {
        Id = Guid.NewGuid(),
        DatasourceId = datasourceId,
        Type = type,
        Status = status,
        CorrelationId = "c",
        StartedBy = "test",
        ScheduledFor = scheduledFor,
    };

    private static async Task<string?> ViolationOfAsync(TestState state, object entity)
    {
        try
        {
            await state.AddAsync(entity);
            return null;
        }
        catch (DbUpdateException exception)
        {
            return UniqueViolation.ConstraintOf(state.Database, exception);
        }
    }

    private static async Task InsertLedgerRowsAsync(StateTransaction transaction, long scopeId, int round, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 500; i++)
        {
            await transaction.ExecuteAsync(
                "INSERT INTO record_ledger (scope_id, record_key, record_code, text_hash, payload_hash) VALUES (@scope, @key, @key, @hash, @hash)",
                cancellationToken,
                ("scope", scopeId),
                ("key", $"{round}-{i}"),
                ("hash", new byte[32]));
        }
    }
}
