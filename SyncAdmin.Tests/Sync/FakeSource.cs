using System.Runtime.CompilerServices;
using System.Text.Json;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Tests.Sync;

/// <summary>A table in memory, of datasource type <c>fake</c>: columns id, code, name, price. It can be away, and counts its pages.</summary>
internal sealed class FakeSource : IConnectorType, IConnector
{
    private static readonly string[] Columns = ["id", "code", "name", "price"];
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, object?[]> _rows = [];

    public string Name => "fake";

    public IReadOnlyList<string> SecretFields => [];

    /// <summary>Thrown by every call while it is set.</summary>
    internal Problem? Away { get; set; }

    /// <summary>Thrown after so many rows of a read.</summary>
    internal (int Rows, Problem Problem)? BreaksAfter { get; set; }

    /// <summary>What it says of its columns, whatever its rows have.</summary>
    internal IReadOnlyList<SourceColumn> Declared { get; set; } =
    [
        new("id", "bigint") { Kind = ColumnKind.Integer },
        new("code", "text") { Kind = ColumnKind.Text },
        new("name", "text") { Kind = ColumnKind.Text },
        new("price", "numeric(10,2)") { Kind = ColumnKind.Decimal },
    ];

    /// <summary>Rows on a page.</summary>
    internal int PageSize { get; set; } = 100;

    /// <summary>Keys after which reads began; null: from the first record.</summary>
    internal List<SourceKey?> ReadsAfter { get; } = [];

    internal void Put(long id, string? name, decimal price = 1, string? code = null)
    {
        lock (_lock)
        {
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

    public Task<QueryCheck> ValidateAsync(SourceQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new QueryCheck(Away, Away is null ? Declared : [], [], PagesByKey: true));

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
        return PagesAsync(after, keysOnly: false, cancellationToken);
    }

    public IAsyncEnumerable<SourcePage> ReadKeysAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken) =>
        PagesAsync(after, keysOnly: true, cancellationToken);

    public Task<SourcePage> ReadByKeysAsync(SourceQuery query, IReadOnlyList<SourceKey> keys, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        lock (_lock)
        {
            return Task.FromResult(new SourcePage(Columns, [.. keys.Select(key => _rows.GetValueOrDefault((long)key.Values[0])).OfType<object?[]>()], 0));
        }
    }

    public Task<SourcePage> ReadByCodesAsync(SourceQuery query, IReadOnlyList<string> codes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<object?> HighestChangeAsync(SourceQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<SourcePage> ReadChangesAsync(SourceQuery query, ChangePosition? since, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async IAsyncEnumerable<SourcePage> PagesAsync(SourceKey? after, bool keysOnly, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, read) = ((long?)after?.Values[0] ?? long.MinValue, 0);
        while (true)
        {
            ThrowIfAway();
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            object?[][] page;
            lock (_lock)
            {
                page = [.. _rows.Where(row => row.Key > last).Take(PageSize).Select(row => row.Value)];
            }

            if (page.Length == 0)
            {
                yield break;
            }

            if (BreaksAfter is { } breaks && read + page.Length > breaks.Rows)
            {
                throw new ProblemException(breaks.Problem);
            }

            read += page.Length;
            last = (long)page[^1][0]!;
            yield return keysOnly ? new SourcePage(["id"], [.. page.Select(row => new[] { row[0] })], 0) : new SourcePage(Columns, page, 0);
        }
    }

    private void ThrowIfAway()
    {
        if (Away is { } problem)
        {
            throw new ProblemException(problem);
        }
    }
}
