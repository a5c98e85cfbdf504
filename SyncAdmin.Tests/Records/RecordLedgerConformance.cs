using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Records;

/// <summary>What the ledger promises on every provider.</summary>
public abstract class RecordLedgerConformance : IAsyncLifetime
{
    private static readonly LedgerScope Scope = new("products__v1", new Guid(1, 0, 0, new byte[8]));
    private static readonly LedgerScope Other = new("products__v1", new Guid(2, 0, 0, new byte[8]));
    private static readonly LedgerScope Next = Scope with { Collection = "products__v2" };
    private StateDatabase _database = null!;

    private RecordLedger Ledger => new(_database);

    public async Task InitializeAsync()
    {
        _database = Open();
        await _database.MigrateAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_database is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        await Apply(Scope, [Row("a", "A", 1), Row("b'\"\\ñ🔧", "B🔧", 2)]);

        var rows = await Ledger.LoadAsync(Scope, ["a", "b'\"\\ñ🔧", "missing"], default);

        Assert.Equal(2, rows.Count);
        Assert.Equal(Row("a", "A", 1), rows["a"] with { Id = 0 });
        Assert.Equal(Row("b'\"\\ñ🔧", "B🔧", 2), rows["b'\"\\ñ🔧"] with { Id = 0 });
        Assert.True(rows["a"].Id > 0);
    }

    [Fact]
    public async Task Two_that_write_the_first_rows_of_a_scope_at_once_both_do()
    {
        for (var round = 0; round < 10; round++)
        {
            var scope = Scope with { Collection = $"first__v{round}" };
            await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Apply(scope, [Row($"{writer}", "A", 1)])));

            Assert.Equal(4, await Ledger.CountAsync(scope, default));
        }
    }

    [Fact]
    public async Task Rows_of_others_do_not_make_it_full()
    {
        await Apply(Other, [Row("a", "A", 1)]);
        await Apply(Next, [Row("a", "A", 1)]);
        Assert.True(await Ledger.IsEmptyAsync(Scope, default));

        await Apply(Scope, [Row("a", "A", 1)]);
        Assert.False(await Ledger.IsEmptyAsync(Scope, default));
    }

    [Fact]
    public async Task An_update_keeps_the_id_and_spends_none()
    {
        await Apply(Scope, [Row("a", "A", 1)]);
        var before = (await Ledger.LoadAsync(Scope, ["a"], default))["a"];

        for (var i = 0; i < 10; i++)
        {
            await Apply(Scope, [Row("a", "A2", 2)]);
        }

        await Apply(Scope, [Row("b", "B", 3), Row("a", "A3", 4)]);
        var rows = await Ledger.LoadAsync(Scope, ["a", "b"], default);
        Assert.Equal(Row("a", "A3", 4) with { Id = before.Id }, rows["a"]);
        Assert.Equal(before.Id + 1, rows["b"].Id);
        Assert.Equal(before.Id + 1, await Ledger.MaxIdAsync(Scope, default));
    }

    [Fact]
    public async Task Of_equal_keys_the_last_counts()
    {
        await Apply(Scope, [Row("a", "1", 1), Row("a", "2", 2)]);

        Assert.Equal("2", (await Ledger.LoadAsync(Scope, ["a"], default))["a"].RecordCode);
    }

    [Fact]
    public async Task Deletes_follow_upserts_in_one_transaction()
    {
        await Apply(Scope, [Row("a", "A", 1), Row("b", "B", 2)]);

        await Apply(Scope, [Row("c", "C", 3)], ["a", "never"]);

        Assert.Equal(["b", "c"], (await Ledger.LoadRangeAsync(Scope, after: null, through: null, 10, default)).Select(row => row.RecordKey));
    }

    [Fact]
    public async Task Datasources_and_collections_do_not_meet()
    {
        await Apply(Scope, [Row("a", "A", 1)]);
        await Apply(Other, [Row("a", "A", 2)]);
        await Apply(Next, [Row("a", "A", 3)]);

        await Apply(Scope, [], ["a"]);

        Assert.Equal((0, 1, 1), (await Ledger.CountAsync(Scope, default), await Ledger.CountAsync(Other, default), await Ledger.CountAsync(Next, default)));
        Assert.Equal(Row("a", "A", 2).TextHash, (await Ledger.LoadAsync(Other, ["a"], default))["a"].TextHash);
    }

    [Fact]
    public async Task A_code_finds_all_its_records()
    {
        await Apply(Scope, [Row("1", "X", 1), Row("2", "X", 2), Row("3", "x", 3), Row("4", "Y", 4)]);

        var rows = await Ledger.LoadByCodesAsync(Scope, ["X", "Y", "Z"], default);

        Assert.Equal(["1", "2", "4"], rows.Select(row => row.RecordKey).Order());
    }

    [Fact]
    public async Task Ranges_are_in_ordinal_order()
    {
        await Apply(Scope, [.. new[] { "é", "a", "B", "b", "a-c", "a b", "10", "9", "~", "🔧" }.Select((key, i) => Row(key, key, i))]);

        var all = (await Ledger.LoadRangeAsync(Scope, after: null, through: null, 100, default)).Select(row => row.RecordKey);
        var some = (await Ledger.LoadRangeAsync(Scope, after: "B", through: "b", 2, default)).Select(row => row.RecordKey);

        Assert.Equal(["10", "9", "B", "a", "a b", "a-c", "b", "~", "é", "🔧"], all);
        Assert.Equal(["a", "a b"], some);
    }

    [Fact]
    public async Task A_scan_sees_every_row_once_over_page_borders()
    {
        await Apply(Scope, [.. Enumerable.Range(0, 20_001).Select(i => Row($"{i:x}", $"{i}", i))]);

        var seen = new List<LedgerRow>();
        await foreach (var row in Ledger.ScanAsync(Scope, default))
        {
            seen.Add(row);
        }

        Assert.Equal(20_001, seen.Count);
        Assert.Equal(20_001, seen.Select(row => row.Id).Distinct().Count());
        Assert.Equal(20_001, await Ledger.CountAsync(Scope, default));
    }

    [Fact]
    public async Task Rows_are_deleted_by_id_within_their_scope_only()
    {
        await Apply(Scope, [Row("a", "A", 1), Row("b", "B", 2)]);
        await Apply(Other, [Row("a", "A", 3)]);
        var mine = (await Ledger.LoadAsync(Scope, ["a"], default))["a"].Id;
        var others = (await Ledger.LoadAsync(Other, ["a"], default))["a"].Id;

        var deleted = await _database.WriteAsync((transaction, token) => RecordLedger.DeleteAsync(transaction, Scope, [mine, others], token), default);

        Assert.Equal(1, deleted);
        Assert.Equal((1, 1), (await Ledger.CountAsync(Scope, default), await Ledger.CountAsync(Other, default)));
    }

    [Fact]
    public async Task A_transaction_that_fails_leaves_no_row()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _database.WriteAsync(
            async (transaction, token) =>
            {
                await RecordLedger.ApplyAsync(transaction, Scope, [Row("a", "A", 1)], [], token);
                throw new InvalidOperationException("planned");
            },
            default));

        Assert.Equal(0, await Ledger.CountAsync(Scope, default));
    }

    [Fact]
    public async Task The_longest_key_fits_the_indexes()
    {
        // Not one letter over and over: PostgreSQL compresses what it indexes.
        var letters = new Random(1);
        var key = string.Concat(Enumerable.Range(0, RecordKey.MaxBytes / 3).Select(_ => (char)letters.Next(0x4E00, 0x9FFF)));

        await Apply(Scope with { Collection = new string('c', 255) }, [Row(key, key, 1)]);
    }

    protected abstract StateDatabase Open();

    private static LedgerRow Row(string key, string code, int hash) => new(key, code, new RecordHash((UInt128)hash), new RecordHash(UInt128.MaxValue - (UInt128)hash));

    private Task Apply(LedgerScope scope, IReadOnlyList<LedgerRow> upserts, params string[] deleted) =>
        _database.WriteAsync((transaction, token) => RecordLedger.ApplyAsync(transaction, scope, upserts, deleted, token), default);
}
