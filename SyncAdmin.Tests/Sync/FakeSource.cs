using System.Runtime.CompilerServices;
using System.Text.Json;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Tests.Sync;

/// <summary>A table in memory, of datasource type <c>fake</c>: columns id, code, name, price, and changed where that is the change field. It can be away, and counts its pages.</summary>
internal sealed class FakeSource : IConnectorType, IConnector
{
    private static readonly string[] Columns = ["id", "code", "name", "price"];
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, object?[]> _rows = [];
    private readonly Dictionary<long, long> _changed = [];
    private long _change;

    public string Name => "fake";

    public IReadOnlyList<string> SecretFields => [];

    /// <summary>Thrown by every call while it is set.</summary>
    internal Problem? Away { get; set; }

    /// <summary>Thrown after so many rows of a read.</summary>
    internal (int Rows, Problem Problem)? BreaksAfter { get; set; }

    /// <summary>Thrown after so many rows of a pass over the keys.</summary>
    internal (int Rows, Problem Problem)? KeysBreakAfter { get; set; }

    /// <summary>Called before rows are looked up by key.</summary>
    internal Action? AskedByKey { get; set; }

    /// <summary>Passes over the keys alone.</summary>
    internal int KeyPasses { get; private set; }

    /// <summary>What it says of its columns, whatever its rows have.</summary>
    internal IReadOnlyList<SourceColumn> Declared { get; set; } =
    [
        new("id", "bigint") { Kind = ColumnKind.Integer },
        new("code", "text") { Kind = ColumnKind.Text },
        new("name", "text") { Kind = ColumnKind.Text },
        new("price", "numeric(10,2)") { Kind = ColumnKind.Decimal },
        new("changed", "bigint") { Kind = ColumnKind.Integer },
    ];

    /// <summary>Rows on a page.</summary>
    internal int PageSize { get; set; } = 100;

    /// <summary>Keys after which reads began; null: from the first record.</summary>
    internal List<SourceKey?> ReadsAfter { get; } = [];

    /// <summary>Called with the first and last id of a page of a scan, after it was read and before the engine has it.</summary>
    internal Func<long, long, Task>? PageRead { get; set; }

    /// <summary>Called after a read by code or by key, with its rows.</summary>
    internal Action<IReadOnlyList<object?[]>>? LookedUp { get; set; }

    /// <summary>Value of the change field of the last change.</summary>
    internal long LastChange => _change;

    /// <summary>The record that pages have twice, as a query has whose key is not unique; null: none.</summary>
    internal long? Doubled { get; set; }

    /// <param name="id">Key.</param>
    /// <param name="name">What is embedded.</param>
    /// <param name="price">In the payload only.</param>
    /// <param name="code">Null: C and the id.</param>
    /// <param name="changed">Its change value; null: the next one.</param>
    internal void Put(long id, string? name, decimal price = 1, string? code = null, long? changed = null)
    {
        lock (_lock)
        {
            _changed[id] = changed ?? ++_change;
            _rows[id] = [id, code ?? $"C{id}", name, price];
        }
    }

    internal void PutMany(int count, Func<long, string>? name = null)
    {
        for (var id = 1; id <= count; id++)
        {
            Put(id, name?.Invoke(id) ?? $"product number {id}");
        }
    }

    /// <summary>Names, which are the texts, by record key.</summary>
    internal IReadOnlyDictionary<string, string> Rows
    {
        get
        {
            lock (_lock)
            {
                return _rows.ToDictionary(static row => $"{row.Key}", static row => (string)row.Value[2]!, StringComparer.Ordinal);
            }
        }
    }

    internal void Remove(long id)
    {
        lock (_lock)
        {
            _rows.Remove(id);
        }
    }

    public IReadOnlyList<Problem> Validate(JsonElement connectionConfig) => [];

    public Problem? CheckQuery(string query) => null;

    public IConnector Create(JsonElement connectionConfig) => this;

    public Task<ConnectionTest> TestAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SourceTable>> ListTablesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SourceColumn>> ListColumnsAsync(SourceTable table, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<QueryCheck> ValidateAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult(new QueryCheck(Problem: null, Declared, [], PagesByKey: true));
    }

    public Task<SourcePreview> PreviewAsync(SourceQuery query, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> CountAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        lock (_lock)
        {
            return Task.FromResult((long)_rows.Count);
        }
    }

    public IAsyncEnumerable<SourcePage> ReadAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken)
    {
        ReadsAfter.Add(after);
        return PagesAsync(query, after, keysOnly: false, cancellationToken);
    }

    public IAsyncEnumerable<SourcePage> ReadKeysAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken)
    {
        KeyPasses++;
        return PagesAsync(query, after, keysOnly: true, cancellationToken);
    }

    public Task<SourcePage> ReadByKeysAsync(SourceQuery query, IReadOnlyList<SourceKey> keys, CancellationToken cancellationToken)
    {
        AskedByKey?.Invoke();
        return LookUpAsync(query, row => keys.Any(key => key.Values[0].Equals(row[0])));
    }

    public Task<SourcePage> ReadByCodesAsync(SourceQuery query, IReadOnlyList<string> codes, CancellationToken cancellationToken) =>
        LookUpAsync(query, row => codes.Contains((string?)row[1], StringComparer.Ordinal));

    public Task<object?> HighestChangeAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        lock (_lock)
        {
            return Task.FromResult<object?>(_rows.Count == 0 ? null : _rows.Keys.Max(id => _changed[id]));
        }
    }

    public async IAsyncEnumerable<SourcePage> ReadChangesAsync(SourceQuery query, ChangePosition? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (change, key) = since is null ? (long.MinValue, long.MinValue) : ((long)since.Change, (long?)since.Key?.Values[0] ?? long.MinValue);
        var read = 0;
        while (true)
        {
            ThrowIfAway();
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var started = TimeProvider.System.GetTimestamp();
            object?[][] page;
            lock (_lock)
            {
                page = [.. _rows.Values
                    .Where(row => (_changed[(long)row[0]!], (long)row[0]!).CompareTo((change, key)) > 0)
                    .OrderBy(row => (_changed[(long)row[0]!], (long)row[0]!))
                    .Take(PageSize)
                    .Select(row => RowOf(query, row))];
            }

            if (page.Length == 0)
            {
                yield break;
            }

            read += page.Length;
            if (BreaksAfter is { } breaks && read > breaks.Rows)
            {
                throw new ProblemException(breaks.Problem);
            }

            (change, key) = ((long)page[^1][4]!, (long)page[^1][0]!);
            if (PageRead is { } pageRead)
            {
                await pageRead((long)page[0][0]!, key);
            }

            yield return new SourcePage(ColumnsOf(query), page, started);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async IAsyncEnumerable<SourcePage> PagesAsync(SourceQuery query, SourceKey? after, bool keysOnly, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, read) = ((long?)after?.Values[0] ?? long.MinValue, 0);
        while (true)
        {
            ThrowIfAway();
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var started = TimeProvider.System.GetTimestamp();
            object?[][] page;
            lock (_lock)
            {
                page = [.. _rows.Where(row => row.Key > last).Take(PageSize).SelectMany(row => Enumerable.Repeat(RowOf(query, row.Value), row.Key == Doubled ? 2 : 1))];
            }

            if (page.Length == 0)
            {
                yield break;
            }

            if ((keysOnly ? KeysBreakAfter : BreaksAfter) is { } breaks && read + page.Length > breaks.Rows)
            {
                throw new ProblemException(breaks.Problem);
            }

            read += page.Length;
            last = (long)page[^1][0]!;
            if (!keysOnly && PageRead is { } pageRead)
            {
                await pageRead((long)page[0][0]!, last);
            }

            yield return keysOnly ? new SourcePage(["id"], [.. page.Select(row => new[] { row[0] })], started) : new SourcePage(ColumnsOf(query), page, started);
        }
    }

    private Task<SourcePage> LookUpAsync(SourceQuery query, Func<object?[], bool> isAsked)
    {
        ThrowIfAway();
        var started = TimeProvider.System.GetTimestamp();
        object?[][] rows;
        lock (_lock)
        {
            rows = [.. _rows.Values.Where(isAsked).Select(row => RowOf(query, row))];
        }

        LookedUp?.Invoke(rows);
        return Task.FromResult(new SourcePage(ColumnsOf(query), rows, started));
    }

    private static string[] ColumnsOf(SourceQuery query) => query.ChangeField is null ? Columns : [.. Columns, "changed"];

    private object?[] RowOf(SourceQuery query, object?[] row) => query.ChangeField is null ? row : [.. row, _changed[(long)row[0]!]];

    private void ThrowIfAway()
    {
        if (Away is { } problem)
        {
            throw new ProblemException(problem);
        }
    }
}
